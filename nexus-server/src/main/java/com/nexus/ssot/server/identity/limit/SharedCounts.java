package com.nexus.ssot.server.identity.limit;

import com.nexus.ssot.server.db.Redis;
import io.lettuce.core.ScriptOutputType;
import java.util.Optional;

/**
 * The same count as {@link LocalCounts}, kept in Redis for all servers, by Redis's own clock. A
 * value is one integer, and is dropped when it says nothing any more. Thread-safe.
 */
final class SharedCounts {
  /** Takes one and answers 0, or answers the microseconds to wait. */
  private static final String TAKE =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local share = tonumber(ARGV[1])
      local within = tonumber(ARGV[2])
      local paid = tonumber(redis.call('GET', KEYS[1])) or now
      local next = math.max(paid, now) + share
      local wait = next - within - now
      if wait > 0 then
        return wait
      end
      if ARGV[3] == '0' then
        return 0
      end
      local life = math.min(3600000, math.ceil((next - now) / 1000))
      redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', life)
      return 0
      """;

  private final Redis redis;

  SharedCounts(Redis redis) {
    this.redis = redis;
  }

  /**
   * Takes one.
   *
   * @param counting whether it is taken, and not only asked for
   * @return microseconds to wait, 0 when it was taken, or could be; empty when Redis does not
   *     answer
   */
  Optional<Long> take(String key, Allowance allowance, boolean counting) {
    return redis.ask(commands ->
        commands.<Long>eval(
            TAKE,
            ScriptOutputType.INTEGER,
            new String[] {key},
            Long.toString(allowance.share()),
            Long.toString(allowance.micros()),
            counting ? "1" : "0"));
  }
}
