package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Tells with a dry run what would become a conflict, or nearly one. Writes themselves are not kept
 * waiting for it: the sweep finds what came of them. Thread-safe.
 */
@Component
class AliasWarnings {
  private static final String NOTICE = "Notice";

  private final AliasTable table;
  private final WarningTable warnings;
  private final Access access;

  AliasWarnings(AliasTable table, WarningTable warnings, Access access) {
    this.table = table;
    this.warnings = warnings;
    this.access = access;
  }

  /** The answer, with a header for each warning. */
  ResponseEntity<?> with(ResponseEntity<?> answer, Outcome outcome, Actor actor) {
    if (!outcome.dryRun()) {
      return answer;
    }
    JsonNode after = outcome.change().operations().getFirst().after();
    if (after == null) {
      return answer;
    }
    HttpHeaders headers = new HttpHeaders();
    headers.addAll(answer.getHeaders());
    about(Json.convert(after, Alias.class), actor)
        .forEach(warning -> headers.add(NOTICE, ascii(warning)));
    return ResponseEntity.status(answer.getStatusCode()).headers(headers).body(answer.getBody());
  }

  private List<String> about(Alias alias, Actor actor) {
    List<String> found = new ArrayList<>();
    table.contextsWith(Name.of(alias.alias()).key(), Name.of(alias.context()).key()).stream()
        .filter(context -> access.allows(actor, Verb.READ, ObjectKind.ALIAS, context))
        .findFirst()
        .ifPresent(context -> found.add("the name stands in the context '" + context + "' too"));
    found.addAll(warnings.about(alias));
    return found;
  }

  /** Headers have no other characters. */
  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c >= ' ' && c < 0x7f) {
            ascii.append((char) c);
          } else {
            ascii.append("\\u{").append(Integer.toHexString(c)).append('}');
          }
        });
    return ascii.toString();
  }
}
