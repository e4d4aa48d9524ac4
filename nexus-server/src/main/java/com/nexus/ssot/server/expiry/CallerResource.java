package com.nexus.ssot.server.expiry;

import com.nexus.ssot.model.api.AliasCallers;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Who still calls names that are deprecated. */
@RestController
@Requires(verb = Verb.READ, object = ObjectKind.ALIAS)
class CallerResource {
  private final CallerLists lists;

  CallerResource(CallerLists lists) {
    this.lists = lists;
  }

  /**
   * Where the alias stands.
   *
   * @param context the context; {@code default} when not given
   */
  record Place(@Nullable String context) {
    String key() {
      return context == null ? "default" : Name.of(context).key();
    }
  }

  /** One alias with its callers, and on which days they called. */
  @GetMapping("/api/aliases/{alias}/callers")
  AliasCallers one(@PathVariable String alias, @Query Place where, Actor actor) {
    return lists.of(actor, where.key(), alias);
  }

  /** All deprecated names with their callers, without the days. */
  @GetMapping("/api/alias-callers")
  Page<AliasCallers> all(@Query CallersQuery query, Actor actor) {
    return lists.page(actor, query);
  }
}
