package com.nexus.ssot.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the running server. */
final class ServerVersion {
  private static final String FILE = "/META-INF/maven/com.nexus.ssot/nexus-server/pom.properties";
  private static final String TEXT = read();

  private ServerVersion() {}

  /** The version, such as {@code 0.1.0}; {@code development} when it runs from class files. */
  static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream in = ServerVersion.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
