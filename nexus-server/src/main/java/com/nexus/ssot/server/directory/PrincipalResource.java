package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whoever can act, services and agents too, over HTTP. */
@RestController
@RequestMapping("/api/principals")
@Requires(verb = Verb.ADMIN, object = ObjectKind.ROLE)
final class PrincipalResource {
  private final DirectoryWrites writes;

  PrincipalResource(DirectoryWrites writes) {
    this.writes = writes;
  }

  /** Keeps somebody from doing anything, from the next request on. */
  @PostMapping("/{id}/disable")
  ResponseEntity<?> disable(@PathVariable UUID id, Actor actor, WriteOptions options) {
    return write("principal.disable", id, actor, options);
  }

  @PostMapping("/{id}/enable")
  ResponseEntity<?> enable(@PathVariable UUID id, Actor actor, WriteOptions options) {
    return write("principal.enable", id, actor, options);
  }

  private ResponseEntity<?> write(String kind, UUID id, Actor actor, WriteOptions options) {
    return writes.answer(
        writes.propose(kind, new PrincipalTarget(id), actor, options), "/api/principals/" + id);
  }
}
