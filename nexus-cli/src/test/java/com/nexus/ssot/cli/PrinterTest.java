package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.cli.NexusCommand.Format;
import com.nexus.ssot.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The shapes of tables, sheets, JSON and YAML. */
class PrinterTest {
  private static final List<Column> COLUMNS =
      List.of(Column.of("name"), Column.of("expires_at"), new Column("IN", "/place/context"));
  private static final JsonNode PAGE =
      json(
          """
          {"items":[
            {"name":"user-profile","expires_at":"2026-01-31T12:00:00Z","place":{"context":"frontend"}},
            {"name":"a","expires_at":null,"place":{"context":"x"}}],
           "next":null}
          """);

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String printed(Format format, int width, JsonNode page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Cli cli = new Cli(Path.of("."));
    World world = (width == 0 ? cli : cli.onTerminal(width)).world(out, out);
    new Printer(world, format, ZoneOffset.UTC).page(COLUMNS, page);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTableIsAlignedAndAsWideAsItNeeds() {
    assertThat(printed(Format.table, 0, PAGE))
        .isEqualTo(
            """
            NAME          EXPIRES AT            IN
            user-profile  2026-01-31 12:00:00Z  frontend
            a                                   x
            """);
  }

  @Test
  void aTableFitsTheTerminal() {
    assertThat(printed(Format.table, 34, PAGE))
        .isEqualTo(
            """
            NAME         EXPIRES AT   IN
            user-profi…  2026-01-31…  frontend
            a                         x
            """)
        .satisfies(
            table -> assertThat(table.lines().allMatch(line -> line.length() <= 34)).isTrue());
  }

  @Test
  void jsonIsTheRecordItself() {
    assertThat(json(printed(Format.json, 0, PAGE))).isEqualTo(PAGE);
    assertThat(printed(Format.json, 0, PAGE)).startsWith("{\n  \"items\" : [").endsWith("}\n");
  }

  @Test
  void yamlIsTheRecordItself() {
    assertThat(printed(Format.yaml, 0, PAGE))
        .isEqualTo(
            """
            items:
            - name: user-profile
              expires_at: "2026-01-31T12:00:00Z"
              place:
                context: frontend
            - name: a
              expires_at: null
              place:
                context: x
            next: null
            """);
  }

  @Test
  void yamlQuotesWhatWouldBeReadAsSomethingElse() {
    String yaml =
        Printer.yaml(
            json("{\"a\":\"yes\",\"b\":\"007\",\"c\":\"1.5\",\"d\":\"null\",\"e\":\"x: y\"}"));
    JsonNode read =
        com.nexus.ssot.model.json.Yaml.read(yaml.getBytes(StandardCharsets.UTF_8), "y").tree();
    assertThat(read.path("a").isString()).isTrue();
    assertThat(read.path("b").asString()).isEqualTo("007");
    assertThat(read.path("c").isString()).isTrue();
    assertThat(read.path("d").isString()).isTrue();
    assertThat(read.path("e").asString()).isEqualTo("x: y");
  }

  @Test
  void aSheetLeavesOutWhatSaysNothingAndWrapsLongText() {
    JsonNode node =
        json(
            """
            {"name":"a","nothing":null,"flag":true,"list":["x","y"],"map":{"k":"v"},"empty":[],
             "rows":[{"a":1},{"a":2}],"text":"one two three four five six seven eight nine"}
            """);
    assertThat(Sheet.of(node, new Cells(ZoneOffset.UTC), 30))
        .isEqualTo(
            """
            name  a
            flag  yes
            list  x, y
            map   k=v
            rows  a=1
                  a=2
            text  one two three four five
                  six seven eight nine
            """);
    assertThat(Sheet.of(json("\"just text\""), new Cells(ZoneOffset.UTC), 0))
        .isEqualTo("just text\n");
  }

  @Test
  void storedTextCannotCommandTheTerminal() {
    assertThat(Cells.clean("a\u001b[31mred\u202Eb\nc\u2028d"))
        .isEqualTo("a\uFFFD[31mred\uFFFDb c\uFFFDd");
    assertThat(Cells.cleanLines("a:\n\tb\u001b]0;title\u0007"))
        .isEqualTo("a:\n\tb\uFFFD]0;title\uFFFD");
    JsonNode odd = json("{\"na\\u001bme\":{\"la\\u0007bel\":\"x\"}}");
    assertThat(Sheet.of(odd, new Cells(ZoneOffset.UTC), 0))
        .isEqualTo("na\uFFFDme  la\uFFFDbel=x\n");
  }

  @Test
  void timesAreLocalUnlessUtcIsAskedFor() {
    JsonNode time = json("\"2026-07-01T12:00:00.5Z\"");
    assertThat(new Cells(ZoneId.of("Europe/Berlin")).text(time)).isEqualTo("2026-07-01 14:00:00");
    assertThat(new Cells(ZoneOffset.UTC).text(time)).isEqualTo("2026-07-01 12:00:00Z");
  }

  @Test
  void textIsCutByCharactersNotByHalves() {
    assertThat(Table.cut("😀😀😀😀", 3)).isEqualTo("😀😀…");
  }
}
