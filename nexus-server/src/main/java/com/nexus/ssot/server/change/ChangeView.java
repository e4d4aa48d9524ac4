package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.NextAct;
import com.nexus.ssot.model.api.OperationView;
import com.nexus.ssot.model.api.Verdict;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Html;
import com.nexus.ssot.server.http.PageFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A change as a page shows it: first what it does, then what its author says of it. */
final class ChangeView {
  /** What every write changes. */
  private static final Set<String> BOOKKEEPING =
      Set.of("id", "revision", "created_at", "updated_at", "created_by", "change_id");

  private ChangeView() {}

  /** What stands in the forms already. */
  record Words(@Nullable String comment, @Nullable String reason, @Nullable String reference) {}

  static Html of(Change change, Html said, Words words, Actor actor) {
    return Html.of(
        """
        {}
        <p>{} You are signed in as {}.</p>
        {}
        <h2>In the words of its author</h2>
        {}
        <h2>What people said</h2>
        {}
        <p>Digest <code>{}</code>, revision {}</p>
        {}
        """,
        said,
        standing(change),
        actor.name(),
        Html.all(change.operations().stream().map(ChangeView::operation).toList()),
        author(change),
        lines(change.verdicts(), ChangeView::verdict, Html.of("<p>Nobody has said anything.</p>")),
        change.digest(),
        change.revision(),
        forms(change, words));
  }

  private static String standing(Change change) {
    String state = change.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "This change is "
        + state
        + (change.waitsFor().isEmpty()
            ? "."
            : " and waits for " + String.join("; ", change.waitsFor()) + ".")
        + (change.note() == null ? "" : " " + change.note());
  }

  private static Html operation(OperationView operation) {
    return Html.of(
        """
        <h2>{} {}{}</h2>
        <table><thead><tr><th>Field</th><th>Before</th><th>After</th></tr></thead>
        <tbody>{}</tbody></table>
        """,
        operation.kind(),
        operation.objectKey(),
        operation.context() == null ? "" : " in " + operation.context(),
        Html.all(fields(operation)));
  }

  private static List<Html> fields(OperationView operation) {
    JsonNode before = Objects.requireNonNullElse(operation.before(), MissingNode.getInstance());
    JsonNode after = Objects.requireNonNullElse(operation.after(), MissingNode.getInstance());
    Set<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    names.removeAll(BOOKKEEPING);
    List<Html> rows = new ArrayList<>();
    for (String name : names) {
      if (!before.path(name).equals(after.path(name))) {
        rows.add(
            Html.of(
                "<tr><th scope=\"row\">{}</th><td><del>{}</del></td><td><ins>{}</ins></td></tr>",
                name,
                text(before.path(name)),
                text(after.path(name))));
      }
    }
    return rows;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isString() ? value.stringValue() : value.toString();
  }

  private static Html author(Change change) {
    List<Html> lines = new ArrayList<>();
    lines.add(
        Html.of(
            "<p>Proposed by {}{} at {}.</p>",
            change.proposedBy(),
            change.onBehalfOf() == null ? "" : ", who acts for " + change.onBehalfOf(),
            change.proposedAt()));
    for (String text : nonNull(change.description(), change.justification())) {
      lines.add(Html.of("<blockquote>{}</blockquote>", text));
    }
    for (String reason : change.reasons()) {
      lines.add(Html.of("<p>People are asked because: {}</p>", reason));
    }
    if (change.notBefore() != null || change.notAfter() != null) {
      lines.add(
          Html.of(
              "<p>It takes effect{}{}.</p>",
              change.notBefore() == null ? "" : " not before " + change.notBefore(),
              change.notAfter() == null ? "" : " not after " + change.notAfter()));
    }
    if (change.glassBreak() != null) {
      lines.add(
          Html.of(
              "<p>{} applied it without the approvals that it needs: {} ({}).</p>",
              change.glassBreak().by(),
              change.glassBreak().reason(),
              change.glassBreak().reference()));
    }
    return Html.all(lines);
  }

  private static List<String> nonNull(@Nullable String... texts) {
    List<String> given = new ArrayList<>();
    for (String text : texts) {
      if (text != null) {
        given.add(text);
      }
    }
    return given;
  }

  private static Html verdict(Verdict verdict) {
    return Html.of(
        "<p>{} {} revision {} at {}{}</p>",
        verdict.by(),
        verdict.verdict() == Verdict.Kind.APPROVED ? "approved" : "rejected",
        verdict.revision(),
        verdict.at(),
        verdict.comment() == null ? "." : ": " + verdict.comment());
  }

  private static <T> Html lines(List<T> things, Function<T, Html> line, Html none) {
    return things.isEmpty() ? none : Html.all(things.stream().map(line).toList());
  }

  private static Html forms(Change change, Words words) {
    return Html.all(
        change.next().stream()
            .filter(next -> next.act() != ChangeAct.REJECT || !allows(change, ChangeAct.APPROVE))
            .map(next -> form(change, next, words))
            .toList());
  }

  private static boolean allows(Change change, ChangeAct act) {
    return change.next().stream().anyMatch(next -> next.act() == act);
  }

  private static Html form(Change change, NextAct next, Words words) {
    return switch (next.act()) {
      case APPROVE ->
          form(
              change,
              "Approve or reject",
              next,
              Html.of(
                  """
                  {}
                  <button name="act" value="approve">Approve exactly this</button>
                  <button name="act" value="reject">Reject it</button>
                  """,
                  field("comment", "What you have to say; needed to reject", words.comment())));
      case REJECT ->
          form(
              change,
              "Reject",
              next,
              Html.of(
                  "{}<button name=\"act\" value=\"reject\">Reject it</button>",
                  field("comment", "Why", words.comment())));
      case OVERRIDE ->
          form(
              change,
              "In an emergency",
              next,
              Html.of(
                  """
                  <p>The change takes effect without the approvals that it needs. Every approver is told, and
                  a review is open until somebody else closes it.</p>
                  {}{}
                  <button name="act" value="override">Apply it without approval</button>
                  """,
                  field("reason", "Why", words.reason()),
                  field("reference", "Number of the incident", words.reference())));
      case CLOSE_REVIEW ->
          form(
              change,
              "Close the review",
              next,
              Html.of(
                  "{}<button name=\"act\" value=\"close-review\">Close the review</button>",
                  field("comment", "What it found", words.comment())));
      case SUBMIT, EDIT, WITHDRAW, SCHEDULE, APPLY, REBASE, REVERT, COMMENT -> Html.NOTHING;
    };
  }

  /** The first button is what the enter key presses in a field: one that does nothing. */
  private static Html form(Change change, String title, NextAct next, Html inside) {
    return Html.of(
        """
        <h2>{}</h2>
        <p>For {}.</p>
        <form method="post" action="/changes/{}">
        <input type="hidden" name="digest" value="{}">
        <button disabled hidden></button>
        {}
        </form>
        """,
        title,
        next.by(),
        change.id(),
        change.digest(),
        inside);
  }

  private static Html field(String name, String label, @Nullable String value) {
    return Html.of(
        "<label>{} <input name=\"{}\" value=\"{}\"></label>",
        label,
        name,
        value == null ? "" : value);
  }

  /** What went wrong; who signed in too long ago is shown where to do so again. */
  static Html told(Fault fault, UUID id) {
    return fault.code() == FaultCode.STEP_UP_REQUIRED
        ? Html.of(
            """
            <div class="wrong" role="alert"><p>{}</p>
            <p><a href="/login?next=/changes/{}">Sign in again and come back</a></p></div>
            """,
            fault.detail(),
            id)
        : PageFrame.told(fault);
  }
}
