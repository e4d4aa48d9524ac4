package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Fault;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "redis://localhost,localhost,6379,false,-,-,0",
        "redis://localhost:6380/,localhost,6380,false,-,-,0",
        "rediss://user:p%40ss%3Aw%2Frd+@redis.example.com/3,redis.example.com,6379,true,user,p@ss:w/rd+,3",
        "redis://:redis123@redis:6379,redis,6379,false,-,redis123,0",
        "redis://[::1]:7000/1,::1,7000,false,-,-,1",
      })
  void everyFormOfAnAddressIsUnderstood(
      String url, String host, int port, boolean tls, String user, String password, int database) {
    assertThat(parse(url, new Problems()))
        .contains(new RedisSettings(host, port, tls, user, password, database));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "http://localhost",
        "redis://?",
        "redis://host:0",
        "redis://host:70000",
        "redis://host/x",
        "redis://user@host",
        "redis://user:p@ss@host",
        "redis://:%zz@host",
        "redis-sentinel://host",
        "redis://host/0?timeout=5",
      })
  void whatIsNoAddressIsRefusedWithoutShowingIt(String url) {
    Problems problems = new Problems();
    assertThat(parse(url, problems)).isEmpty();
    Fault fault = Assertions.catchThrowableOfType(Fault.class, problems::raise);
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().toString()).doesNotContain(url).contains("REDIS_URL");
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(parse("rediss://u:hidden@h", new Problems()).orElseThrow())
        .hasToString("rediss://h:6379/0");
  }

  private static Optional<RedisSettings> parse(String url, Problems problems) {
    return RedisUrl.parse(new Value(url, "REDIS_URL"), problems);
  }
}
