package com.nexus.ssot.model.json;

import static com.nexus.ssot.model.Causes.fault;
import static com.nexus.ssot.model.Causes.places;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.Seeded;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class YamlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "v: true        | {'v':true}",
        "v: null        | {'v':null}",
        "v:             | {'v':null}",
        "v: \"\"        | {'v':''}",
        "v: ''          | {'v':''}",
        "v: yes         | {'v':'yes'}",
        "v: True        | {'v':'True'}",
        "v: ~           | {'v':'~'}",
        "v: 12          | {'v':12}",
        "v: \"12\"      | {'v':'12'}",
        "v: 010         | {'v':'010'}",
        "v: 1_000       | {'v':'1_000'}",
        "v: 1.10        | {'v':1.10}",
        "v: 98765432109876543210 | {'v':98765432109876543210}",
        "v: 2030-01-31  | {'v':'2030-01-31'}",
        "v: !!str 5     | {'v':'5'}",
        "1: x           | {'1':'x'}",
        "null: x        | {'null':'x'}",
        "{a: [1, {b: 2}]} | {'a':[1,{'b':2}]}",
        "- &x 5\\n- &y t\\n- [*x, *y] | [5,'t',[5,'t']]",
        "v: !!int 5     | {'v':5}",
        "v: !!float 5   | {'v':5}",
        "v: !!map {a: 1} | {'v':{'a':1}}",
        "v: -0          | {'v':0}",
        "v: 1e3         | {'v':1E+3}",
        "'<<': 5        | {'<<':5}",
        "v: >\\n  a\\n  b | {'v':'a b'}",
        "- &x {a: 1}\\n- *x | [{'a':1},{'a':1}]",
        "- &x [1]\\n- *x\\n- *x | [[1],[1],[1]]",
        "a: &x {p: 1, q: 2}\\nb:\\n  <<: *x\\n  q: 3 | {'a':{'p':1,'q':2},'b':{'q':3,'p':1}}",
        "<<: [{a: 1}, {a: 2, b: 2}] | {'a':1,'b':2}",
        "# only this\\na: 1 # and that | {'a':1}",
      })
  void theUsualYamlIsRead(String yaml, String json) {
    JsonNode tree = Yaml.read(lines(yaml), "f.yaml").tree();
    assertThat(tree.toString()).isEqualTo(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\nb: 2\\na: 3   | 3:1 | second time",
        "a: [1\\nb: 2          | 2:2 | flow sequence",
        "a: 1\\n---\\nb: 2     | 2:1 | second document",
        "a: *nope              | 1:4 | &nope",
        "a: &x [*x]            | 1:8 | &x",
        "? [a]\\n: 1           | 1:3 | key must be text",
        "b: .inf               | 1:4 | \".inf\" is not a number",
        "a: !!binary aGk=      | 1:4 | tag",
        "a: !mine x            | 1:4 | \"!mine\"",
        "a: !!null x           | 1:4 | tag",
        "<<: 5                 | 1:1 | merged",
        "a: b: c               | 1:5 | mapping",
        "\\ta: 1               | 1:1 | TAB",
        "# nothing             | 2:1 | nothing",
        "a: \"\\x              | 1:7 | escape",
        "a: x\u0001y        | 1:5 | not allowed in YAML",
        "a: !!int x            | 1:4 | is not a number",
        "a: !!set {b}          | 1:4 | tag",
        "*k : 1                | 1:1 | key must be text",
        "a: 2e91141240261      | 1:4 | \"2e91141240261\" is not a number",
      })
  void otherYamlIsRefusedWithItsPlace(String yaml, String place, String message) {
    Fault fault = fault(() -> Yaml.read(lines(yaml + "\\n"), "f.yaml"));
    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
    assertThat(fault.causes()).hasSize(1);
    assertThat(fault.causes().getFirst().at()).isEqualTo("f.yaml:" + place);
    assertThat(fault.causes().getFirst().message()).contains(message).doesNotContain("\n");
  }

  @Test
  void everyPlaceIsRemembered() {
    String yaml = "a:\n  b: [1, {c: 2}]\n  d~/e: 3\nx: &x\n  y: 1\nz: *x\n";
    YamlDocument document = Yaml.read(yaml.getBytes(UTF_8), "dir/f.yaml");
    assertThat(List.of("", "/a", "/a/b", "/a/b/0", "/a/b/1/c", "/a/d~0~1e", "/x/y", "/z"))
        .extracting(document::at)
        .containsExactly(
            "dir/f.yaml:1:1",
            "dir/f.yaml:1:1",
            "dir/f.yaml:2:3",
            "dir/f.yaml:2:7",
            "dir/f.yaml:2:11",
            "dir/f.yaml:3:3",
            "dir/f.yaml:5:3",
            "dir/f.yaml:6:1");
  }

  @Test
  void whatIsNotThereStandsWhereItsHolderDoes() {
    YamlDocument document = Yaml.read("a:\n  b: 1\nz: 1\n".getBytes(UTF_8), "f");
    assertThat(document.at("/a/missing/deep")).isEqualTo("f:1:1");
    assertThat(document.at("/z/missing")).isEqualTo("f:3:1");
    assertThat(document.at("/missing")).isEqualTo("f:1:1");
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(5)));
    }
    assertThat(fault(() -> Yaml.read(bomb.toString().getBytes(UTF_8), "f")).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void fiftyAliasesAreTheMost() {
    String fifty = "a: &a 1\nb: [" + "*a,".repeat(Yaml.MAX_ALIASES) + "]\n";
    assertThat(Yaml.read(fifty.getBytes(UTF_8), "f").tree().get("b").size()).isEqualTo(50);
    String more = "a: &a 1\nb: [" + "*a,".repeat(Yaml.MAX_ALIASES + 1) + "]\n";
    assertThat(places(() -> Yaml.read(more.getBytes(UTF_8), "f"))).containsExactly("f:2:155");
  }

  @Test
  void fewAliasesOfMuchAreRefusedToo() {
    String much = "a: &a [" + "1,".repeat(Yaml.MAX_ALIASED_VALUES / 2) + "]\nb: [*a, *a]\n";
    assertThat(places(() -> Yaml.read(much.getBytes(UTF_8), "f"))).containsExactly("f:2:9");
  }

  @Test
  void nestingEndsAtSixtyFour() {
    String deepest = "[".repeat(64) + "]".repeat(64);
    assertThat(Yaml.read(deepest.getBytes(UTF_8), "f").tree().isArray()).isTrue();
    String deeper = "[".repeat(65) + "]".repeat(65);
    assertThat(fault(() -> Yaml.read(deeper.getBytes(UTF_8), "f")).code())
        .isEqualTo(FaultCode.MALFORMED);
    String abyss = "[".repeat(100_000);
    assertThat(fault(() -> Yaml.read(abyss.getBytes(UTF_8), "f")).code())
        .isEqualTo(FaultCode.MALFORMED);
    StringBuilder indented = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      indented.append(" ".repeat(i)).append("a:\n");
    }
    indented.append(" ".repeat(66)).append("b: 1\n");
    assertThat(fault(() -> Yaml.read(indented.toString().getBytes(UTF_8), "f")).code())
        .isEqualTo(FaultCode.MALFORMED);
  }

  @Test
  void anAliasCountsAsDeepAsWhatItStandsFor() {
    String forty = "a: &a " + "[".repeat(40) + "]".repeat(40) + "\nb: ";
    String fits = forty + "[".repeat(23) + "*a" + "]".repeat(23) + "\n";
    assertThat(Yaml.read(fits.getBytes(UTF_8), "f").tree().has("b")).isTrue();
    String deeper = forty + "[".repeat(24) + "*a" + "]".repeat(24) + "\n";
    assertThat(places(() -> Yaml.read(deeper.getBytes(UTF_8), "f"))).containsExactly("f:2:28");
    String staircase = "a: &a [1]\nb: &b [" + "[".repeat(58) + "*a" + "]".repeat(58) + "]\n";
    assertThat(places(() -> Yaml.read((staircase + "c: [[[[*b]]]]").getBytes(UTF_8), "f")))
        .containsExactly("f:3:8");
  }

  @Test
  void keysEndAt1024Characters() {
    String longest = "k".repeat(Json.MAX_NAME) + ": 1\n";
    assertThat(Yaml.read(longest.getBytes(UTF_8), "f").tree().size()).isEqualTo(1);
    String longer = "? " + "k".repeat(Json.MAX_NAME + 1) + "\n: 1\n";
    assertThat(places(() -> Yaml.read(longer.getBytes(UTF_8), "f"))).containsExactly("f:1:3");
  }

  @Test
  void longTextAndLongLinesAreReadOrRefused() {
    String line = "a: [" + "1234567,".repeat(30_000) + "]\n";
    assertThat(Yaml.read(line.getBytes(UTF_8), "f").tree().get("a").size()).isEqualTo(30_000);
    String text = "a: " + ("x".repeat(1023) + "\n  ").repeat(Json.MAX_TEXT / 1024) + "y\n";
    assertThat(places(() -> Yaml.read(text.getBytes(UTF_8), "f"))).containsExactly("f:1:4");
  }

  @Test
  void linesEndAt256KibCharacters() {
    for (String end : List.of("\n", "\r", "\r\n", "")) {
      String longest = "# " + "x".repeat(Yaml.MAX_LINE - 2) + end;
      String text = "a: 1\n" + longest.repeat(end.isEmpty() ? 1 : 3);
      assertThat(Yaml.read(text.getBytes(UTF_8), "f").tree().get("a").asInt()).isEqualTo(1);
      String longer = "a: 1\n#" + "x".repeat(Yaml.MAX_LINE) + end;
      assertThat(places(() -> Yaml.read(longer.getBytes(UTF_8), "f"))).containsExactly("f:2:1");
    }
  }

  @Test
  void aLineOfManyMegabytesIsRefusedBeforeItIsLookedInto() {
    byte[] line = new byte[16 << 20];
    Arrays.fill(line, (byte) 'z');
    long began = System.nanoTime();
    Fault fault = fault(() -> Yaml.read(line, "f"));
    assertThat(fault.code()).isEqualTo(FaultCode.MALFORMED);
    // Looking into it would take more than half a minute.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
    assertThat(places(() -> Yaml.read("a: 1\nb: grün\n".getBytes(ISO_8859_1), "f")))
        .containsExactly("f:2:6");
    assertThat(fault(() -> Yaml.read("a: \0\n".getBytes(UTF_8), "f")).code())
        .isEqualTo(FaultCode.MALFORMED);
    assertThat(Yaml.read("\uFEFFa: 1\n".getBytes(UTF_8), "f").tree().has("a")).isTrue();
  }

  @Test
  void jsonIsYaml() {
    Seeded.forAll(
        300,
        random -> {
          byte[] json =
              CanonicalJson.bytes(
                  Json.tree(List.of(Seeded.text(random, 20).replaceAll("\\P{L}", "."))));
          assertThat(Yaml.read(json, "f").tree()).isEqualTo(Json.read(json));
        });
  }

  @Test
  void randomTextIsReadOrRefusedButNeverBreaksAnything() {
    String alphabet = "ab:- \n\t[]{},&*#?|>!%@'\"<<1.~\\";
    Seeded.forAll(
        5_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(40); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
          }
          try {
            YamlDocument document = Yaml.read(text.toString().getBytes(UTF_8), "f");
            assertThat(document.at("/a")).startsWith("f:");
          } catch (Fault e) {
            assertThat(e.code()).isEqualTo(FaultCode.MALFORMED);
            assertThat(e.causes().getFirst().at()).matches("f:\\d+:\\d+");
          }
        });
  }

  private static byte[] lines(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t").getBytes(UTF_8);
  }
}
