package com.nexus.ssot.cli;

import com.nexus.ssot.client.Query;
import com.nexus.ssot.client.Records;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.json.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists objects. */
final class ListVerb extends Verb {
  @Option(names = "-q", paramLabel = "TEXT", description = "Only what matches these words.")
  @Nullable String words;

  @Option(names = "--sort", paramLabel = "FIELD", description = "Order; -FIELD for descending.")
  @Nullable String sort;

  @Option(names = "--deleted", description = "Only those that were removed.")
  boolean deleted;

  @Mixin Pages pages = new Pages();

  ListVerb(Session session, ObjectType type) {
    super(session, type);
  }

  /** How much of a list to fetch. */
  static final class Pages {
    @Option(names = "--limit", paramLabel = "N", description = "How many at once.")
    @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on after an earlier page.")
    @Nullable String cursor;

    @Option(names = "--all", description = "All of them, however many.")
    boolean all;

    Query query() {
      return Query.of("limit", limit).and("cursor", cursor);
    }
  }

  @Override
  void complete(CommandSpec command) {
    addContext(command, "Only names of this context.");
    for (String filter : type.filters()) {
      command.addOption(
          OptionSpec.builder("--" + filter)
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel(filter.toUpperCase(Locale.ROOT).replace('-', '_'))
              .description("Only those with this " + filter.replace('-', ' ') + ".")
              .build());
    }
  }

  @Override
  public Integer call() {
    Query query =
        Query.of("q", words)
            .and("sort", sort)
            .and("context", context())
            .and("deleted", deleted ? true : null);
    for (String filter : type.filters()) {
      List<String> given = spec.findOption("--" + filter).getValue();
      for (String value : given == null ? List.<String>of() : given) {
        query = query.and(parameter(filter), value);
      }
    }
    print(session, type.in(session.client()), type.columns(), query, pages);
    return 0;
  }

  // Options are written with dashes, parameters in camel case.
  private static String parameter(String option) {
    int dash = option.indexOf('-');
    return dash < 0
        ? option
        : option.substring(0, dash)
            + Character.toUpperCase(option.charAt(dash + 1))
            + option.substring(dash + 2);
  }

  static void print(
      Session session, Records<JsonNode> records, List<Column> columns, Query query, Pages pages) {
    Printer printer = session.printer();
    Query whole = query.and(pages.query());
    if (pages.all) {
      printer.stream(columns, records.all(whole).iterator());
      return;
    }
    Page<JsonNode> page = records.list(whole);
    printer.page(columns, Json.tree(page));
    if (printer.forPeople() && page.items().isEmpty()) {
      session.note("Nothing found.");
    } else if (printer.forPeople() && page.next() != null) {
      session.note("There is more: --all, or --cursor " + Cells.clean(page.next()));
    }
  }
}
