package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads the bytes of a body, within its limit and of the types accepted. */
final class BodyReader {
  /** How much of a refused body is read away so that the connection can be used again. */
  private static final long DRAINED = 32L << 20;

  private static final byte[] NONE = {};

  /** Set once a body was given up, so that it is not judged twice. */
  private static final String LEFT = BodyReader.class.getName();

  private BodyReader() {}

  /** Whether the request carries a body. */
  static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /**
   * The bytes; empty when there is no body.
   *
   * @throws Fault {@code UNSUPPORTED_MEDIA_TYPE}, {@code TOO_LARGE}, or {@code MALFORMED} when it
   *     ends too early or arrives too slowly
   */
  static byte[] read(
      HttpServletRequest request, HttpServletResponse response, List<String> types, int maxBytes) {
    if (!hasBody(request)) {
      return NONE;
    }
    try {
      requireType(request, types);
      InputStream in = new PacedInput(request.getInputStream(), System::nanoTime);
      long announced = request.getContentLengthLong();
      if (announced > maxBytes) {
        throw tooLarge(maxBytes);
      }
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return bytes;
    } catch (PacedInput.TooSlow e) {
      request.setAttribute(LEFT, true);
      response.setHeader(HttpHeaders.CONNECTION, "close");
      throw Fault.of(FaultCode.MALFORMED, "The body arrived too slowly.", e);
    } catch (IOException e) {
      throw Fault.of(FaultCode.MALFORMED, "The body ended before it was complete.", e);
    } catch (Fault fault) {
      leaveUsable(request, response, DRAINED);
      throw fault;
    }
  }

  /** Reads a refused body away, or announces that the connection ends with this answer. */
  static void leaveUsable(HttpServletRequest request, HttpServletResponse response, long limit) {
    if (request.getAttribute(LEFT) != null) {
      return;
    }
    request.setAttribute(LEFT, true);
    long announced = request.getContentLengthLong();
    if (request.getHeader(HttpHeaders.EXPECT) != null || announced > limit) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      return;
    }
    try {
      InputStream in = new PacedInput(request.getInputStream(), System::nanoTime);
      byte[] buffer = new byte[16 << 10];
      long left = limit;
      while (left > 0) {
        int count = in.read(buffer);
        if (count < 0) {
          return;
        }
        left -= count;
      }
    } catch (IOException e) {
      // The caller is gone or dawdles; nobody waits for this connection.
    }
    response.setHeader(HttpHeaders.CONNECTION, "close");
  }

  private static void requireType(HttpServletRequest request, List<String> types) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported(HttpHeaders.CONTENT_ENCODING, "Send the body without encoding.");
    }
    String given = request.getContentType();
    String fix = "Send " + String.join(" or ", types) + ".";
    if (given == null) {
      throw unsupported(HttpHeaders.CONTENT_TYPE, fix);
    }
    MediaType type;
    try {
      type = MediaType.parseMediaType(given);
    } catch (InvalidMediaTypeException e) {
      throw unsupported(HttpHeaders.CONTENT_TYPE, fix);
    }
    String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    String charset = type.getParameter("charset");
    if (!types.contains(name)) {
      throw unsupported(HttpHeaders.CONTENT_TYPE, fix);
    }
    if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
      throw unsupported(HttpHeaders.CONTENT_TYPE, "Send the body as UTF-8.");
    }
  }

  private static Fault unsupported(String header, String fix) {
    return Fault.of(
        FaultCode.UNSUPPORTED_MEDIA_TYPE,
        "The type of the body is not accepted here.",
        List.of(Cause.at(header, "It says a type that is not accepted, or none.", fix)));
  }

  private static Fault tooLarge(int maxBytes) {
    return Fault.of(
        FaultCode.TOO_LARGE,
        "The body is larger than " + maxBytes + " bytes.",
        List.of(Cause.of("At most " + maxBytes + " bytes are accepted here.", null)));
  }
}
