package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.json.Sha256;
import com.nexus.ssot.server.base.Writes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Logins whose answer came, by the hash of their state. Thread-safe. */
@Component
final class UsedLoginTable {

  /**
   * Uses a login up. Fails with {@code DuplicateKeyException} when that was done before.
   *
   * @param until when it would be too old by itself
   */
  void use(Writes writes, String state, Instant until, Instant now) {
    writes.add("delete from used_login where until < ?", now.atOffset(ZoneOffset.UTC));
    writes.add(
        "insert into used_login (hash, until) values (?, ?)",
        Sha256.of(state.getBytes(StandardCharsets.UTF_8)),
        until.atOffset(ZoneOffset.UTC));
  }
}
