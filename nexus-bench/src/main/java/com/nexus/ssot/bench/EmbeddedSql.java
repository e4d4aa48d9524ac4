package com.nexus.ssot.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SQL on the embedded database of a running server, as the owner of the tables. */
final class EmbeddedSql {
  private static final String OWNER = "nexus_owner";

  /** Which line of {@code postmaster.pid} tells the port, from 0. */
  private static final int PORT_LINE = 3;

  private EmbeddedSql() {}

  static void run(Path data, String sql) {
    try {
      String port =
          Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(PORT_LINE).strip();
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/nexus";
      try (Connection connection = DriverManager.getConnection(url, OWNER, password(data));
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    } catch (IOException | SQLException | GeneralSecurityException e) {
      throw new BenchFailure("the embedded database cannot be filled", e);
    }
  }

  /** As the server makes it out of its key. */
  private static String password(Path data) throws IOException, GeneralSecurityException {
    byte[] key =
        Base64.getDecoder().decode(Files.readString(data.resolve("keys/database-key")).strip());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(("nexus/database/" + OWNER).getBytes(US_ASCII)));
  }
}
