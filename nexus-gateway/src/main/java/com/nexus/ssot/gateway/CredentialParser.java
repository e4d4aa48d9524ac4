package com.nexus.ssot.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests as Jetty does, but knows the line {@code Authorization: Bearer …} of a connection
 * again when it comes as it did before, at the same place behind the request line. Reading a token
 * of 500 characters one by one, and its hash, take longer than the whole rest of an answer from
 * memory. Jetty's own memory of fields takes as long as reading, and takes no heed of upper and
 * lower case, in which tokens differ. A line that is known does not count for the limit of all
 * headers, so that these may be 4 KiB longer. Used by the thread of the connection.
 */
final class CredentialParser extends HttpParser {
  private static final byte[] NAME = "authorization: bearer ".getBytes(StandardCharsets.US_ASCII);
  private static final int FIELD_LENGTH = "authorization: ".length();
  private static final byte DELETE = 0x7f;
  private static final int LONGEST = 4096;
  private static final int MOST_CHANGES = 8;

  private boolean atFirstField;
  private FieldState fieldState = FieldState.FIELD;
  private @Nullable Line known;
  private int changes;

  CredentialParser(RequestHandler handler, int longestHeaders, HttpCompliance compliance) {
    super(handler, longestHeaders, compliance);
    setHeaderCacheSize(0);
  }

  /**
   * A line that was read.
   *
   * @param offset where it begins, counted from the first field
   * @param bytes all of it, with its end
   */
  private record Line(int offset, ByteBuffer bytes, Credential.Field field) {

    boolean isIn(ByteBuffer fields) {
      int at = fields.position() + offset;
      int length = bytes.limit();
      return at + length < fields.limit()
          && (offset == 0 || fields.get(at - 1) == '\n')
          && fields.slice(at, length).mismatch(bytes) < 0;
    }
  }

  @Override
  protected void setState(State state) {
    atFirstField = state == State.HEADER;
    super.setState(state);
  }

  @Override
  protected void setState(FieldState state) {
    fieldState = state;
    super.setState(state);
  }

  @Override
  protected boolean parseFields(ByteBuffer buffer) {
    if (!atFirstField) {
      return super.parseFields(buffer);
    }
    atFirstField = false;
    Line line = known;
    if (line != null && line.isIn(buffer)) {
      changes = 0;
      return parseAround(line, buffer);
    }
    int first = buffer.position();
    boolean stop = super.parseFields(buffer);
    if (changes < MOST_CHANGES && getState() != State.HEADER) {
      learn(buffer, first, buffer.position());
    }
    return stop;
  }

  /** What stands before the line must be fields alone: the same bytes in a body are a body. */
  private boolean parseAround(Line line, ByteBuffer buffer) {
    if (line.offset > 0) {
      int limit = buffer.limit();
      buffer.limit(buffer.position() + line.offset);
      boolean stop;
      try {
        stop = super.parseFields(buffer);
      } finally {
        buffer.limit(limit);
      }
      if (stop || getState() != State.HEADER || fieldState != FieldState.FIELD) {
        return stop;
      }
    }
    buffer.position(buffer.position() + line.bytes.limit());
    getHandler().parsedHeader(line.field);
    return super.parseFields(buffer);
  }

  private void learn(ByteBuffer buffer, int first, int end) {
    for (int at = first; at < end; at = nextLine(buffer, at, end)) {
      if (isCredential(buffer, at, end)) {
        known = ++changes < MOST_CHANGES ? line(buffer, first, at, end) : null;
        return;
      }
    }
  }

  private static int nextLine(ByteBuffer buffer, int from, int end) {
    int at = from;
    while (at < end && buffer.get(at) != '\n') {
      at++;
    }
    return at + 1;
  }

  private static boolean isCredential(ByteBuffer buffer, int begin, int end) {
    if (end - begin < NAME.length) {
      return false;
    }
    for (int i = 0; i < NAME.length; i++) {
      byte written = buffer.get(begin + i);
      if ((written >= 'A' && written <= 'Z' ? written + ('a' - 'A') : written) != NAME[i]) {
        return false;
      }
    }
    return true;
  }

  /** The line that begins there; null unless its value is as clients write credentials. */
  private static @Nullable Line line(ByteBuffer buffer, int first, int begin, int end) {
    int at = begin + NAME.length;
    while (at < end && buffer.get(at) > ' ' && buffer.get(at) < DELETE) {
      at++;
    }
    if (at == begin + NAME.length
        || at + 2 > end
        || at - begin > LONGEST
        || buffer.get(at) != '\r'
        || buffer.get(at + 1) != '\n') {
      return null;
    }
    byte[] bytes = new byte[at + 2 - begin];
    buffer.get(begin, bytes);
    String value =
        new String(bytes, FIELD_LENGTH, at - begin - FIELD_LENGTH, StandardCharsets.US_ASCII);
    return new Line(begin - first, ByteBuffer.wrap(bytes), new Credential.Field(value));
  }
}
