package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.cli.TokenDoor.Answer;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a registry answers that does not want to be asked so often. */
class TokenDoorTest {

  @Test
  void whoPollsTooOftenAsksMoreSlowlyAndWhoRefreshesIsToldToWait() throws IOException {
    HttpServer busy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    busy.createContext(
        "/api/auth/token",
        exchange -> {
          byte[] body = "{\"code\":\"RATE_LIMITED\"}".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(429, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    busy.start();
    try (TokenDoor door = new TokenDoor("http://127.0.0.1:" + busy.getAddress().getPort())) {
      assertThat(door.poll("nxd_x"))
          .isInstanceOfSatisfying(
              Answer.Refused.class, refused -> assertThat(refused.error()).isEqualTo("slow_down"));
      assertThatThrownBy(() -> door.refresh("nxr_x"))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RATE_LIMITED));
    } finally {
      busy.stop(0);
    }
  }
}
