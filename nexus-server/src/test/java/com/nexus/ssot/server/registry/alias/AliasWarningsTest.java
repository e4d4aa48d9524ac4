package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.TestServer.Reply;
import com.nexus.ssot.server.directory.People;
import com.nexus.ssot.server.registry.Stock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a dry run of an alias says that it is not refused for. */
class AliasWarningsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/v1";

  private final String context = STOCK.context();

  private List<String> warned(String alias, String canonical) {
    Reply reply =
        SERVER.post(
            "/api/aliases?dryRun=true",
            "{\"alias\": \"%s\", \"context\": \"%s\", \"canonical\": \"%s\"}"
                .formatted(alias, context, canonical));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.headers().allValues("Notice");
  }

  @Test
  void aNameThatNothingIsLikeIsNotSpokenOf() {
    assertThat(warned(Stock.unique("quiet"), URL)).isEmpty();
  }

  @Test
  void anEndpointOfTheSameNameIsToldUnlessTheAliasLeadsThere() {
    String endpoint = STOCK.endpoint(Stock.unique("shown"));
    assertThat(warned(endpoint, URL))
        .containsExactly(
            "an endpoint is called '" + endpoint + "' too, and the alias leads elsewhere");
    assertThat(warned(endpoint, endpoint)).isEmpty();
  }

  @Test
  void aNameInAnotherContextIsToldOnlyToWhoMayReadThere() {
    String other = STOCK.context();
    String twice = Stock.unique("twice");
    STOCK.alias(other, twice, URL);
    assertThat(warned(twice, URL + "/2"))
        .containsExactly("the name stands in the context '" + other + "' too");

    People people = new People(SERVER);
    String anna = people.person();
    people.role(
        """
        [{"verb": "READ", "kind": "ALIAS", "context": "%1$s"},
         {"verb": "WRITE", "kind": "ALIAS", "context": "%1$s"}]
        """
            .formatted(context),
        anna);
    Reply limited =
        people.as(
            people.key(anna),
            "POST",
            "/api/aliases?dryRun=true",
            "{\"alias\": \"%s\", \"context\": \"%s\", \"canonical\": \"%s\"}"
                .formatted(twice, context, URL));
    assertThat(limited.status()).as(limited.toString()).isEqualTo(200);
    assertThat(limited.headers().allValues("Notice")).isEmpty();
  }

  @Test
  void aNameThatIsEasilyTakenForAnotherIsTold() {
    STOCK.alias(context, "modern-shop", URL);
    assertThat(warned("modem-shop", URL + "/2"))
        .containsExactly("it is easily taken for 'modern-shop', which leads elsewhere");
    assertThat(warned("modem-shop", URL)).isEmpty();
    assertThat(warned("modem-shop", "modern-shop")).isEmpty();
  }

  @Test
  void anOpenChangeOfTheSameAliasIsToldWithTheChangeThatWouldCompete() {
    String wanted = STOCK.alias(context, Stock.unique("wanted"), URL);
    SERVER.approver(context);
    SERVER.patch("/api/contexts/" + context, "{\"approval_required\": true}");
    String path = "/api/aliases/" + wanted + "?context=" + context;
    String waits = SERVER.patch(path, "{\"description\": \"one\"}").json().path("id").asString();
    Reply dry = SERVER.patch(path + "&dryRun=true", "{\"description\": \"two\"}");
    assertThat(dry.headers().allValues("Notice"))
        .containsExactly("the change " + waits + " about it is open");
  }
}
