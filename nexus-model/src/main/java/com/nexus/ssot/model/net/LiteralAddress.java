package com.nexus.ssot.model.net;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads literal addresses, of both kinds, in their plain spelling only. The JDK also takes {@code
 * 127.1} and {@code 2130706433}.
 */
final class LiteralAddress {
  private static final Pattern QUAD_PART = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");
  private static final byte[] COMPATIBLE = new byte[12]; // ::/96, with the unspecified address
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] LOCAL_NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
  private static final byte[] TEREDO = {0x20, 0x01, 0, 0};
  private static final byte[] LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final byte[] EC2_METADATA = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54
  };

  private LiteralAddress() {}

  /** The four bytes of a dotted quad; null for everything else. */
  static byte @Nullable [] quad(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!QUAD_PART.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
        return null;
      }
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }

  /** The sixteen bytes of an IPv6 address in lower case without a zone; null when it is none. */
  static byte @Nullable [] parse(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > 14) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
    return bytes;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[parts.length * 2 + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      byte[] quad = i == parts.length - 1 ? quad(parts[i]) : null;
      if (quad != null) {
        System.arraycopy(quad, 0, bytes, length, 4);
        length += 4;
      } else if (GROUP.matcher(parts[i]).matches()) {
        int group = Integer.parseInt(parts[i], 16);
        bytes[length++] = (byte) (group >> 8);
        bytes[length++] = (byte) group;
      } else {
        return null;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /**
   * Whether an address can never be a service: unspecified, link-local (clouds serve credentials
   * there), multicast, broadcast; in whichever spelling, also inside an IPv6 address.
   */
  static boolean isNeverATarget(byte[] address) {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    if (address.length == 4) {
      return first == 0 || first >= 224 || (first == 169 && second == 254);
    }
    return first == 0xff
        || (first == 0xfe && (second & 0xc0) == 0x80)
        || Arrays.equals(address, EC2_METADATA)
        || inner(address).stream().anyMatch(LiteralAddress::isNeverATarget);
  }

  /** The addresses of the older kind that one of the newer leads to, through whatever gateway. */
  private static List<byte[]> inner(byte[] address) {
    byte[] last = Arrays.copyOfRange(address, 12, 16);
    if (begins(address, MAPPED) || begins(address, NAT64) || begins(address, LOCAL_NAT64)) {
      return List.of(last);
    }
    if (begins(address, COMPATIBLE)) {
      return Arrays.equals(address, LOOPBACK) ? List.of() : List.of(last);
    }
    if (begins(address, SIX_TO_FOUR)) {
      return List.of(Arrays.copyOfRange(address, 2, 6));
    }
    if (begins(address, TEREDO)) {
      byte[] client = new byte[4];
      for (int i = 0; i < 4; i++) {
        client[i] = (byte) ~last[i];
      }
      return List.of(client, Arrays.copyOfRange(address, 4, 8));
    }
    return List.of();
  }

  private static boolean begins(byte[] address, byte[] prefix) {
    return Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
  }
}
