package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes over HTTP: what was asked for and where it stands. */
@RestController
@RequestMapping("/api/changes")
@Requires(verb = Verb.READ, object = ObjectKind.PROPOSAL)
final class ChangeResource {
  private final ChangeArchive archive;
  private final Cursors cursors;

  ChangeResource(ChangeArchive archive, Cursors cursors) {
    this.archive = archive;
    this.cursors = cursors;
  }

  /** The query of the list. */
  record Filter(@Nullable ChangeState state, PageRequest page) {}

  @GetMapping("/{id}")
  ResponseEntity<Change> one(@PathVariable UUID id, Actor actor) {
    Change change = archive.find(id, actor).change();
    return EntityTags.ok(change.id(), change.revision(), change);
  }

  @GetMapping
  Page<Change> list(@Query Filter filter, Actor actor) {
    String fingerprint = "changes state=" + filter.state();
    UUID before =
        cursors
            .position(filter.page(), fingerprint)
            .map(values -> UUID.fromString(String.valueOf(values.getFirst())))
            .orElse(null);
    List<Change> rows = archive.list(actor, filter.state(), before, filter.page().rows());
    return cursors.page(filter.page(), fingerprint, rows, row -> List.of(row.id()), null);
  }
}
