package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.method.HandlerMethod;

/** A handler that does not say whom it lets in stops the start. */
class HandlerRulesTest {
  private final HandlerRules rules = new HandlerRules();

  /** Handlers that say too little or too much. */
  static final class Careless {
    void silent() {}

    @Open
    @Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
    void contradicting() {}

    @Open
    @SignedIn
    void halfOpen() {}

    @Open
    void twoBodies(@Body byte[] one, @Body byte[] two) {}

    @Open
    void queryOfNoRecord(@Query String text) {}

    @Open
    void queryOfUnknownType(@Query Odd odd) {}

    @Open
    void good() {}
  }

  /** A query that no address can hold. */
  record Odd(Object value) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "silent",
        "contradicting",
        "halfOpen",
        "twoBodies",
        "queryOfNoRecord",
        "queryOfUnknownType"
      })
  void carelessHandlersAreRefused(String name) {
    assertThatThrownBy(() -> rules.of(handler(name))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aHandlerThatSaysItIsKept() {
    assertThat(rules.of(handler("good")).entry()).isInstanceOf(HandlerRules.Entry.Everybody.class);
  }

  private static HandlerMethod handler(String name) {
    return new HandlerMethod(
        new Careless(),
        Arrays.stream(Careless.class.getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow());
  }
}
