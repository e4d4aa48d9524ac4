package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeState;
import com.nexus.ssot.model.api.Verdict;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * Has somebody decide about a change on its page, and waits until they did. What a login keeps on
 * this machine decides about nothing: it shows that somebody was there, not that they are.
 */
final class PageDecision {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Session session;
  private final UUID id;
  private final ChangeAct act;

  PageDecision(Session session, UUID id, ChangeAct act) {
    this.session = session;
    this.id = id;
    this.act = act;
  }

  /**
   * Waits until the act has happened or can happen no more.
   *
   * @param words what the page's form begins with, by field
   */
  int make(Change shown, Map<String, String> words) throws InterruptedException {
    if (!canStill(shown)) {
      throw gone(shown);
    }
    session.note("Open " + Cells.clean(address(words)));
    session.note(
        "and " + act.word() + " it there. This waits; leaving it takes nothing from the change.");
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Thread.sleep(PAUSE);
      Change now = read();
      if (hasHappened(shown, now)) {
        return ReviewCommands.report(session, now, false);
      }
      if (!canStill(now)) {
        throw gone(now);
      }
    }
    throw Fault.of(
        FaultCode.TIMEOUT,
        "Nobody decided on the page.",
        List.of(Cause.of("The change still waits.", "Begin again: nexus change " + act.word())));
  }

  private Change read() {
    return session.client().changes().get(id).value();
  }

  private String address(Map<String, String> words) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    words.forEach(
        (name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return session.client().url() + "/changes/" + id + query;
  }

  private boolean canStill(Change change) {
    return change.next().stream().anyMatch(next -> next.act() == act);
  }

  private boolean hasHappened(Change before, Change now) {
    return switch (act) {
      case APPROVE -> yeses(now) > yeses(before);
      case REJECT -> now.state() == ChangeState.REJECTED;
      case OVERRIDE -> now.state() == ChangeState.OVERRIDDEN;
      default -> now.glassBreak() != null && now.glassBreak().reviewedAt() != null;
    };
  }

  private static long yeses(Change change) {
    return change.verdicts().stream()
        .filter(said -> said.verdict() == Verdict.Kind.APPROVED)
        .filter(said -> said.revision() == change.revision())
        .count();
  }

  private Fault gone(Change change) {
    return Fault.of(
        FaultCode.WRONG_STATE,
        "The change is " + change.state() + ", which allows no " + act.word() + ".",
        change.next().stream()
            .map(next ->
                Cause.of("Allowed now: " + next.act().word() + ", by " + next.by() + ".", null))
            .toList());
  }
}
