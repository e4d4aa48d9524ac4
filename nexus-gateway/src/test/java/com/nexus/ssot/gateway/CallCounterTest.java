package com.nexus.ssot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.key.ApiKey;
import com.nexus.ssot.model.net.AllowedFrom;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which calls of deprecated names the data plane tells of, and what it answers them. */
class CallCounterTest {
  private static final String RESOLVE = "/api/aliases/resolve/";

  @Test
  void onlyCallsOfDeprecatedNamesAreCounted() {
    UUID principal = UUID.randomUUID();
    ApiKey key = ApiKey.generate();
    List<String> counted = new CopyOnWriteArrayList<>();
    try (Plane plane = new Plane((context, name) -> List.of(), null)) {
      plane.gateway.countCalls((alias, who, at) -> counted.add(alias + " " + who + " " + at));
      AliasRoute fading =
          Routes.alias("open", "fading", "https://api.example.com/fading")
              .deprecated(Plane.NOW, Plane.NOW.plusSeconds(9), "orders")
              .route();
      plane.load(
          Routes.context("open", true, false),
          fading,
          Routes.alias("open", "orders", "https://api.example.com/orders").route(),
          Routes.alias("open", "way", "fading").chained().route(),
          new KeyGrant(
              key.id(),
              key.sha256(),
              principal,
              Reach.of(Set.of("open")),
              AllowedFrom.ANYWHERE,
              Plane.NOW.plusSeconds(60),
              false));
      for (String name : List.of("fading", "orders", "way", "nothing")) {
        plane.ask("GET", RESOLVE + "open/" + name, "X-API-Key: " + key.text());
      }
      plane.ask("GET", RESOLVE + "open/fading");
      String rest = " " + Plane.NOW.toEpochMilli();
      assertThat(counted)
          .containsExactly(fading.id() + " " + principal + rest, fading.id() + " null" + rest);
    }
  }

  @Test
  void aNameOfTheContextFallenBackToSaysItsSuccessorThere() {
    try (Plane plane = new Plane((context, name) -> List.of(), null)) {
      plane.load(
          Routes.context("default", true, false),
          Routes.context("shop", true, true),
          Routes.alias("default", "fading", "https://api.example.com/fading")
              .deprecated(Plane.NOW, Plane.NOW.plusSeconds(9), "orders")
              .route());
      assertThat(plane.ask("GET", RESOLVE + "shop/fading").header("Link"))
          .startsWith("</api/aliases/resolve/default/orders>");
    }
  }
}
