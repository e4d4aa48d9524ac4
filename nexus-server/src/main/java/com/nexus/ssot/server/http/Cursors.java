package com.nexus.ssot.server.http;

import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.DerivedKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads the cursors of lists: the sort values of a page's last row, sealed so that
 * callers can neither edit them nor use them with another list or filter. Thread-safe.
 */
public final class Cursors {
  private static final int SEAL = 16;
  private static final int NULL = -1;
  private static final int MAX_LENGTH = 4096;

  private final SecretKey key;

  /**
   * @param secret the server's secret, at least 32 bytes; the sealing key is derived from it
   */
  public Cursors(byte[] secret) {
    this.key = DerivedKey.of(secret, "nexus/cursor/v1");
  }

  /**
   * Where the page before ended; empty for the first page.
   *
   * @param fingerprint what the list is: its name and every filter, the same on each page
   * @return as many values as {@link #page} was given; null where the row had none
   * @throws Fault {@code BAD_PARAMETER} for a cursor of another list, filter, order or server
   */
  public Optional<List<@Nullable String>> position(PageRequest request, String fingerprint) {
    String cursor = request.cursor();
    return cursor == null
        ? Optional.empty()
        : Optional.of(decode(ordered(request, fingerprint), cursor));
  }

  /**
   * A page from rows that were read with {@link PageRequest#rows}.
   *
   * @param position the values a row is sorted by, the last of them unique
   */
  public <T> Page<T> page(
      PageRequest request,
      String fingerprint,
      List<T> rows,
      Function<T, List<? extends @Nullable Object>> position,
      @Nullable Long total) {
    if (rows.size() <= request.limit()) {
      return new Page<>(rows, null, total);
    }
    List<T> items = List.copyOf(rows.subList(0, request.limit()));
    List<@Nullable String> values = new ArrayList<>();
    for (Object value : position.apply(items.getLast())) {
      values.add(value == null ? null : value.toString());
    }
    return new Page<>(items, encode(ordered(request, fingerprint), values), total);
  }

  /** A cursor that {@link #decode} reads with the same fingerprint. */
  public String encode(String fingerprint, List<? extends @Nullable String> values) {
    byte[] payload = pack(values);
    byte[] sealed = Arrays.copyOf(payload, payload.length + SEAL);
    System.arraycopy(seal(fingerprint, payload), 0, sealed, payload.length, SEAL);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** The values of a cursor that was made with the same fingerprint. */
  public List<@Nullable String> decode(String fingerprint, String cursor) {
    if (cursor.length() > MAX_LENGTH) {
      throw foreign();
    }
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
    if (sealed.length < SEAL) {
      throw foreign();
    }
    byte[] payload = Arrays.copyOf(sealed, sealed.length - SEAL);
    byte[] seal = Arrays.copyOfRange(sealed, payload.length, sealed.length);
    if (!MessageDigest.isEqual(seal, seal(fingerprint, payload))) {
      throw foreign();
    }
    return unpack(payload);
  }

  private static String ordered(PageRequest request, String fingerprint) {
    return fingerprint + "\n" + (request.descending() ? "-" : "") + request.sort();
  }

  private byte[] seal(String fingerprint, byte[] payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(payload);
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(fingerprint.getBytes(StandardCharsets.UTF_8)), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot seal", e);
    }
  }

  private static byte[] pack(List<? extends @Nullable String> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(values.size());
      for (String value : values) {
        byte[] text = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        out.writeShort(value == null ? NULL : text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<@Nullable String> unpack(byte[] payload) {
    List<@Nullable String> values = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
      for (int left = in.readByte(); left > 0; left--) {
        int length = in.readShort();
        values.add(
            length == NULL ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static Fault foreign() {
    return Fault.of(
        FaultCode.BAD_PARAMETER,
        "The cursor cannot be used.",
        List.of(
            Cause.at(
                "?cursor",
                "It does not belong to this list with these filters and this order.",
                "Send the field next of the page before as it came, with the same parameters, or"
                    + " begin without a cursor.")));
  }
}
