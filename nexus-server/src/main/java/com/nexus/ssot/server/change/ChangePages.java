package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.OverrideDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Form;
import com.nexus.ssot.server.http.Html;
import com.nexus.ssot.server.http.PageFrame;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.WebPage;
import com.nexus.ssot.server.http.WriteOptions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page on which people read a change and decide about it. Programs send them here: what they
 * hold themselves, such as a token of the command line, decides about no change.
 */
@WebPage
@RequestMapping("/changes/{id}")
@Requires(verb = Verb.READ, object = ObjectKind.PROPOSAL)
final class ChangePages {
  private static final int MOST_BYTES = 64 << 10;

  private final ChangeFlow flow;

  ChangePages(ChangeFlow flow) {
    this.flow = flow;
  }

  /** Words that somebody wrote elsewhere already stand in the forms. */
  @GetMapping
  ResponseEntity<byte[]> show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String comment,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String reference,
      Actor actor) {
    return page(
        HttpStatus.OK, id, Html.NOTHING, new ChangeView.Words(comment, reason, reference), actor);
  }

  @PostMapping
  ResponseEntity<byte[]> decide(
      @PathVariable UUID id,
      @Body(types = Form.TYPE, maxBytes = MOST_BYTES) byte[] body,
      Actor actor) {
    Form form = Form.read(body, Set.of("act", "digest", "comment", "reason", "reference"));
    try {
      act(id, form, actor);
      return PageFrame.goTo("/changes/" + id);
    } catch (Fault fault) {
      ChangeView.Words words =
          new ChangeView.Words(form.get("comment"), form.get("reason"), form.get("reference"));
      return page(PageFrame.statusOf(fault), id, ChangeView.told(fault, id), words, actor);
    }
  }

  private void act(UUID id, Form form, Actor actor) {
    WriteOptions once = WriteOptions.none();
    String digest = form.get("digest");
    String comment = form.get("comment");
    switch (form.get("act")) {
      case "approve" -> flow.approve(id, digest, comment, actor, once);
      case "reject" -> flow.reject(id, digest, comment, actor, once);
      case "override" ->
          flow.override(
              id,
              new OverrideDraft(digest, form.get("reason"), form.get("reference")),
              actor,
              once);
      case "close-review" -> flow.closeReview(id, comment, actor, once);
      default -> throw Fault.of(FaultCode.INVALID, "The form says not what to do.");
    }
  }

  private ResponseEntity<byte[]> page(
      HttpStatus status, UUID id, Html said, ChangeView.Words words, Actor actor) {
    Change change = flow.show(id, actor).change();
    return PageFrame.page(status, "Change", ChangeView.of(change, said, words, actor));
  }
}
