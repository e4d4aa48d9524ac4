package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.server.base.DerivedKey;
import com.nexus.ssot.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Knows browsers again in which somebody signed in before, by a value that they keep. It opens
 * nothing; it only says that what others try elsewhere does not hold this browser up. Nothing is
 * stored, so every server knows it, also after a restart. Thread-safe.
 */
@Component
final class Devices {
  /** How long a browser is known after somebody signed in with it. */
  static final Duration LIFE = Duration.ofDays(30);

  private static final int NONCE_BYTES = 16;
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{43})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;
  private final InstantSource clock;

  Devices(ServerSettings settings, InstantSource clock) {
    this.clock = clock;
    this.key = DerivedKey.of(settings.secrets().secretKey(), "nexus/device/v1");
  }

  /** What a browser keeps in which somebody has just signed in to an account. */
  String make(String account) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    String about = text(nonce) + "." + clock.instant().getEpochSecond();
    return about + "." + signature(about, account);
  }

  /**
   * What a browser is called that brings a value of this account; null when it brings none, one of
   * another account, or one that is too old.
   */
  @Nullable String known(String account, @Nullable String value) {
    Matcher parts = VALUE.matcher(value == null ? "" : value);
    if (!parts.matches()) {
      return null;
    }
    String about = parts.group(1) + "." + parts.group(2);
    Instant made = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
    boolean right = MessageDigest.isEqual(ascii(signature(about, account)), ascii(parts.group(3)));
    return right && clock.instant().isBefore(made.plus(LIFE)) ? parts.group(1) : null;
  }

  /** The account is not in the value, so that whoever looks at the browser does not learn it. */
  private String signature(String about, String account) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(ascii(about + "\n"));
      return text(mac.doFinal(account.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
