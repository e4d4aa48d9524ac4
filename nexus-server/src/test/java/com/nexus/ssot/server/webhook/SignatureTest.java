package com.nexus.ssot.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures as others compute them. */
class SignatureTest {
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIME = 1_614_265_330;

  /** The secret and the signature of the libraries of Standard Webhooks. */
  @Test
  void theExampleOfStandardWebhooksIsSignedAsItSays() {
    byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(Signature.of(List.of(secret), ID, TIME, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void eachSecretSigns() {
    String both = Signature.of(List.of(new byte[] {1}, new byte[] {2}), ID, TIME, BODY);
    assertThat(both.split(" ")).hasSize(2).doesNotHaveDuplicates();
    assertThat(both).contains(Signature.of(List.of(new byte[] {2}), ID, TIME, BODY));
  }
}
