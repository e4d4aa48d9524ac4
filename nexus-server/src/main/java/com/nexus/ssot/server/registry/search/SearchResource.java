package com.nexus.ssot.server.registry.search;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.SearchAnswer;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits.Rate;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Rated;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.registry.alias.AliasLists;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Search over HTTP. Nothing is found that the caller may not read. */
@RestController
class SearchResource {
  private static final int LONGEST = 200;
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST = 100;

  private final Search search;
  private final AliasLists lists;
  private final Access access;

  SearchResource(Search search, AliasLists lists, Access access) {
    this.search = search;
    this.lists = lists;
    this.access = access;
  }

  /**
   * What is searched for.
   *
   * @param context only aliases of this context
   * @param type only things of this type
   * @param limit at most so many hits, 1 to 100; 20 if not said
   */
  record SearchQuery(
      String q, @Nullable String context, @Nullable SearchType type, @Nullable Integer limit) {}

  @GetMapping("/api/search")
  @Rated(Rate.SEARCHES)
  @Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
  SearchAnswer search(@Query SearchQuery query, Actor actor) {
    String text = query.q().strip();
    int limit = query.limit() == null ? DEFAULT_LIMIT : query.limit();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw bad("?q", "it has no text or too much", "give 1 to " + LONGEST + " characters");
    }
    if (limit < 1 || limit > MOST) {
      throw bad("?limit", "it is not a number of hits", "give 1 to " + MOST);
    }
    List<SearchType> types =
        Arrays.stream(SearchType.values())
            .filter(type -> query.type() == null || query.type() == type)
            .filter(type -> query.context() == null || type == SearchType.ALIAS)
            .filter(type -> access.allows(actor, Verb.READ, type.kind(), null))
            .toList();
    List<String> contexts = lists.visible(actor, query.context());
    return search.find(new SearchScope(text, Name.of(text).key(), types, contexts), limit);
  }

  private static Fault bad(String at, String message, String fix) {
    return Fault.of(
        FaultCode.BAD_PARAMETER, "A parameter cannot be used", List.of(Cause.at(at, message, fix)));
  }
}
