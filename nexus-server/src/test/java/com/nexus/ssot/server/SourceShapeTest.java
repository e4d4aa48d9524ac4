package com.nexus.ssot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the sources of all modules show: comments, lengths, names, imports. */
class SourceShapeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MAX_LINES = 400;

  /** Tests of one door repeat themselves a little rather than hide what they say. */
  private static final int MAX_TEST_LINES = 500;

  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:public |final |sealed |non-sealed |abstract |strictfp )*"
              + "(?:class|interface|record|enum|@interface) ([A-Za-z0-9_]+)");
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?:.+(?:Manager|Service|Helper|Helpers|Util|Utils|Impl|DTO|Dto|Dao|DAO|Bean))|Abstract.*");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([a-zA-Z0-9_.]+)");

  @Test
  void everyTypeSaysWhatItIs() {
    List<String> silent = new ArrayList<>();
    for (Source source : sources("src/main/java")) {
      Matcher type = TYPE.matcher(source.text());
      while (type.find()) {
        if (!commented(source.text().substring(0, type.start()))) {
          silent.add(source + ": " + type.group(1));
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void noFileIsLong() {
    assertThat(longer(sources("src/main/java"), MAX_LINES)).isEmpty();
    assertThat(longer(sources("src/test/java"), MAX_TEST_LINES)).isEmpty();
  }

  @Test
  void namesSayWhatThingsAreAndNotThatTheyHelp() {
    assertThat(
            sources("src/main/java").stream()
                .filter(source -> FORBIDDEN.matcher(source.name()).matches()))
        .isEmpty();
  }

  @Test
  void everyPackageSaysItsPurposeAndIsNullMarked() {
    List<String> wrong = new ArrayList<>();
    for (String tree : List.of("src/main/java", "src/test/java")) {
      for (Path folder : foldersWithSources(tree)) {
        Path info = folder.resolve("package-info.java");
        boolean inherited = tree.endsWith("test/java") && hasMain(folder);
        if (!inherited && !(Files.exists(info) && described(read(info)))) {
          wrong.add(ROOT.relativize(folder).toString());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theClientUsesTheModelAndTheJdkOnly() {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources("src/main/java")) {
      if (!source.path().startsWith(ROOT.resolve("nexus-client"))) {
        continue;
      }
      Matcher imported = IMPORT.matcher(source.text());
      while (imported.find()) {
        if (Stream.of(
                "java.",
                "com.nexus.ssot.client.",
                "com.nexus.ssot.model.",
                "tools.jackson.",
                "com.fasterxml.jackson.annotation.",
                "org.jspecify.")
            .noneMatch(imported.group(1)::startsWith)) {
          wrong.add(source + ": " + imported.group(1));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Source> longer(List<Source> sources, int lines) {
    return sources.stream().filter(source -> source.text().lines().count() > lines).toList();
  }

  private static boolean commented(String before) {
    String plain = before.stripTrailing();
    // Annotations may stand between the comment and the type; one can take several lines.
    int comment = plain.lastIndexOf("*/");
    if (comment < 0 || plain.lastIndexOf("/**") < 0) {
      return false;
    }
    String between = plain.substring(comment + 2).strip();
    return between.isEmpty() || between.startsWith("@");
  }

  private static boolean described(String info) {
    return info.startsWith("/**") && info.contains("\n@NullMarked\n");
  }

  private static boolean hasMain(Path testFolder) {
    String main = testFolder.toString().replace("/src/test/java", "/src/main/java");
    return Files.exists(Path.of(main, "package-info.java"));
  }

  private static Set<Path> foldersWithSources(String tree) {
    return sources(tree).stream()
        .map(source -> source.path().getParent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Source> sources(String tree) {
    List<Source> all = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        Path folder = module.resolve(tree);
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> new Source(file, read(file)))
                .forEach(all::add);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(all).isNotEmpty();
    return all;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One source file. */
  private record Source(Path path, String text) {

    String name() {
      return path.getFileName().toString().replace(".java", "");
    }

    @Override
    public String toString() {
      return ROOT.relativize(path).toString();
    }
  }
}
