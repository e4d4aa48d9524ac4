package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.ResolveAnswer;
import com.nexus.ssot.model.api.ResolveRequest;
import com.nexus.ssot.model.api.ResolvedAlias;
import com.nexus.ssot.model.api.SearchAnswer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds out what names mean. Thread-safe. */
public final class Names {
  private static final String RESOLVE = "/api/aliases/resolve";

  private final Transport transport;

  Names(Transport transport) {
    this.transport = transport;
  }

  /** What a name means in a context: its canonical name. */
  public String resolve(String context, String alias) {
    return plain(context, alias).path("canonical_name").asString();
  }

  /** What a name means, as the data plane says it. */
  public JsonNode plain(String context, String alias) {
    return answer(context, alias, Query.none()).tree();
  }

  /** What a name means, with everything known about it. */
  public ResolvedAlias detail(String context, String alias) {
    return answer(context, alias, Query.of("detail", "full")).as(ResolvedAlias.class);
  }

  /**
   * What a name meant.
   *
   * @param moment an instant, or an index of the feed
   */
  public ResolvedAlias asOf(String context, String alias, String moment) {
    Query query = Query.of("detail", "full").and("asOf", moment);
    return answer(context, alias, query).as(ResolvedAlias.class);
  }

  /** What many names mean, at most 1,000; one answer each, in order. */
  public List<ResolveAnswer> resolveMany(String context, List<String> aliases) {
    ResolveRequest body = new ResolveRequest(context, aliases);
    return transport
        .send(Records.body("POST", RESOLVE, Query.none(), Call.JSON, body).thatOnlyAsks())
        .list(ResolveAnswer.class);
  }

  /** Why a name means what it means: every rule and hop. */
  public Explanation explain(String context, String alias) {
    String path = Call.path("api", "aliases", alias, "explain");
    return transport.send(Call.get(path, Query.of("context", context))).as(Explanation.class);
  }

  /** Whatever fits some words, best first; they may have typing errors. */
  public SearchAnswer search(String words, Query query) {
    return transport
        .send(Call.get("/api/search", Query.of("q", words).and(query)))
        .as(SearchAnswer.class);
  }

  private Answer answer(String context, String alias, Query query) {
    return transport.send(Call.get(RESOLVE + Call.path(context, alias), query));
  }
}
