package com.nexus.ssot.cli;

import com.nexus.ssot.cli.NexusCommand.Format;
import com.nexus.ssot.model.json.Json;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Prints results: the registry's records as JSON or YAML, or a table made for reading. */
final class Printer {
  private static final int FIRST_ROWS = 200;

  private final World world;
  private final Format format;
  private final Cells cells;

  Printer(World world, Format format, ZoneId zone) {
    this.world = world;
    this.format = format;
    this.cells = new Cells(zone);
  }

  /** Writers are made when needed only: most runs need one of them or none. */
  private static final class Writers {
    private static final ObjectWriter JSON =
        Json.mapper().writer().with(SerializationFeature.INDENT_OUTPUT);
    private static final YAMLMapper YAML =
        YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new QuoteAmbiguous()).build())
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
  }

  /** Quotes times too: YAML of old reads them as something else than text. */
  private static final class QuoteAmbiguous extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value)
          || (!value.isEmpty() && Character.isDigit(value.charAt(0)) && value.indexOf(':') > 0);
    }
  }

  static String json(JsonNode node) {
    return Writers.JSON.writeValueAsString(node) + "\n";
  }

  static String yaml(JsonNode node) {
    return Writers.YAML.writeValueAsString(node);
  }

  /** Whether the result is for people. */
  boolean forPeople() {
    return format == Format.table;
  }

  /** Prints a record: for people, one line for each field that says something. */
  void object(JsonNode node) {
    switch (format) {
      case json -> world.out().print(json(node));
      case yaml -> world.out().print(yaml(node));
      case table -> world.out().print(Sheet.of(node, cells, world.columns()));
    }
  }

  /** Prints a sentence for people, or the record for programs. */
  void said(String sentence, JsonNode node) {
    if (forPeople()) {
      world.out().println(Cells.clean(sentence));
    } else {
      object(node);
    }
  }

  /** Prints a page of a list as the registry answered it. */
  void page(List<Column> columns, JsonNode page) {
    if (forPeople()) {
      rows(columns, page.path("items").iterator());
    } else {
      object(page);
    }
  }

  /** Prints rows; the widths are those that the first rows need. */
  void rows(List<Column> columns, Iterator<JsonNode> rows) {
    Table table = new Table(columns, cells, world.columns());
    table.print(rows, FIRST_ROWS, world.out());
  }

  /** Prints a list that may be longer than memory, as one page without a next one. */
  void stream(List<Column> columns, Iterator<JsonNode> items) {
    switch (format) {
      case table -> rows(columns, items);
      case json -> {
        world.out().print("{\n  \"items\" : [");
        for (String comma = ""; items.hasNext() && !world.out().checkError(); comma = ",") {
          world.out().print(comma + "\n    " + Json.mapper().writeValueAsString(items.next()));
        }
        world.out().print("\n  ],\n  \"next\" : null\n}\n");
      }
      case yaml -> {
        world.out().println(items.hasNext() ? "items:" : "items: []");
        while (items.hasNext() && !world.out().checkError()) {
          world.out().print("- " + yaml(items.next()).strip().replace("\n", "\n  ") + "\n");
        }
        world.out().println("next: null");
      }
    }
  }
}
