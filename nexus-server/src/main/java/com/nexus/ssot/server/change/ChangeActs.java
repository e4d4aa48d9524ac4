package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.WriteOptions;
import org.springframework.http.ResponseEntity;

/** The answers to acts on changes. */
final class ChangeActs {
  private ChangeActs() {}

  /** The change as it is now, or would be. */
  static ResponseEntity<Change> answer(ChangeFlow.Shown shown, WriteOptions options) {
    Change change = shown.change();
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    return options.dryRun()
        ? answer.header(Answers.PREVIEW, "true").body(change)
        : answer.eTag(EntityTags.of(change.id(), shown.version())).body(change);
  }
}
