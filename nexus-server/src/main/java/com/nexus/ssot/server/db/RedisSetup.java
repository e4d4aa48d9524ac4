package com.nexus.ssot.server.db;

import com.nexus.ssot.server.settings.RedisSettings;
import com.nexus.ssot.server.settings.ServerSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to Redis where one is set; others ask for it with an {@code ObjectProvider}. */
@Configuration(proxyBeanMethods = false)
class RedisSetup {

  @Bean(destroyMethod = "close")
  @Nullable Redis redis(ServerSettings settings) {
    RedisSettings redis = settings.redis();
    return redis == null ? null : new Redis(redis);
  }

  @Bean
  MeterBinder redisMeters(ObjectProvider<Redis> redis) {
    return registry ->
        redis.ifAvailable(given ->
            FunctionCounter.builder("redis.unanswered", given, Redis::failures)
                .description("How often Redis was asked and did not answer")
                .register(registry));
  }
}
