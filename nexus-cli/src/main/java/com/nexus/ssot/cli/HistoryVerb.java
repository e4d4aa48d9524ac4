package com.nexus.ssot.cli;

import com.nexus.ssot.model.json.Json;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Shows an object's revisions. */
final class HistoryVerb extends Verb {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("REVISION", "revision"),
          new Column("SINCE", "valid_from"),
          new Column("UNTIL", "valid_to"),
          new Column("BY", "changed_by"),
          new Column("CHANGE", "change_id"));

  @Parameters(paramLabel = "NAME", description = "Its name.")
  String name;

  @Mixin ListVerb.Pages pages = new ListVerb.Pages();

  @SuppressWarnings("NullAway.Init") // picocli sets the name
  HistoryVerb(Session session, ObjectType type) {
    super(session, type);
  }

  @Override
  void complete(CommandSpec command) {
    addContext(command);
  }

  @Override
  public Integer call() {
    session.printer().page(COLUMNS, Json.tree(records().history(name, pages.query())));
    return 0;
  }
}
