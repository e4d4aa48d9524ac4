package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * A {@link Body} that its handler reads itself, once it knows how much it may take. Used once, by
 * one thread.
 */
public final class Upload {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Body body;
  private final List<String> types;

  Upload(HttpServletRequest request, HttpServletResponse response, Body body, List<String> types) {
    this.request = request;
    this.response = response;
    this.body = body;
    this.types = types;
  }

  /**
   * Reads the body.
   *
   * @param maxBytes the largest body accepted; never more than {@link Body#maxBytes}
   * @throws Fault {@code UNSUPPORTED_MEDIA_TYPE}, {@code TOO_LARGE}, or {@code MALFORMED} when it
   *     is empty or ends too early
   */
  public byte[] read(int maxBytes) {
    byte[] bytes = BodyReader.read(request, response, types, Math.min(maxBytes, body.maxBytes()));
    if (bytes.length == 0) {
      throw BodyArgument.empty();
    }
    return bytes;
  }
}
