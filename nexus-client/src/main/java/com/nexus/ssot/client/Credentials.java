package com.nexus.ssot.client;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads credentials from where they stand, and never more than one can be. */
public final class Credentials {
  /** The largest credential, in bytes: it travels in a header, and few servers take longer ones. */
  public static final int LARGEST = 8 * 1024;

  private Credentials() {}

  /**
   * The credential in a file; a Fault {@code SETTING} when it is too long to be one.
   *
   * @param at what the place is called in that fault
   */
  public static String read(String at, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(at, in);
    }
  }

  /** The same from a stream, which is left open. */
  public static String read(String at, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Fault.of(
          FaultCode.SETTING,
          "What stands where a key should is no key.",
          List.of(
              Cause.at(
                  at,
                  "It has more than " + LARGEST + " bytes.",
                  "Give the key and nothing else.")));
    }
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
