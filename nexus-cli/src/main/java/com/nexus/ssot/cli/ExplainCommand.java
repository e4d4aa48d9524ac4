package com.nexus.ssot.cli;

import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why a name means what it means. */
@Command(
    name = "explain",
    description = "Say why a name means what it means, rule by rule.",
    footer = {"", "Example:", "  nexus explain frontend list-books"})
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTEXT", description = "Where the name holds.")
  String context;

  @Parameters(index = "1", paramLabel = "ALIAS", description = "The name.")
  String alias;

  @SuppressWarnings("NullAway.Init") // picocli sets the parameters
  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Explanation explanation = session.client().names().explain(context, alias);
    Printer printer = session.printer();
    if (printer.forPeople()) {
      StringBuilder text = new StringBuilder(Cells.clean(explanation.summary())).append('\n');
      for (Explanation.Step step : explanation.steps()) {
        text.append(
            "  %2d %s %-10s %s%n"
                .formatted(
                    step.number(),
                    step.passed() ? "✓" : "✗",
                    step.rule(),
                    Cells.clean(step.sentence())));
      }
      session.world().out().print(text);
    } else {
      printer.object(Json.tree(explanation));
    }
    return explanation.outcome() == ResolveOutcome.FOUND ? 0 : FaultCode.Exit.NOT_FOUND;
  }
}
