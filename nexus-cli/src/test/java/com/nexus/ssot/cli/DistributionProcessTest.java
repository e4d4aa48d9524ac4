package com.nexus.ssot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is shipped. A library that nobody decided on fails the build, and so does one older than the
 * version that mends a known weakness. The list as it is now is written to {@code
 * target/libraries.txt}.
 */
class DistributionProcessTest {
  private static final String LIST = "libraries.txt";
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

  @Test
  void onlyLibrariesOfTheListAreShipped() throws IOException {
    String shipped = String.join("\n", libraries().keySet()) + "\n";
    Files.writeString(Path.of("target", LIST), shipped);
    try (var in = DistributionProcessTest.class.getResourceAsStream(LIST)) {
      String listed = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shipped).as("compare target/" + LIST).isEqualTo(listed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jetty-server, 12.1.12",
    "jetty-http, 12.1.12",
    "spring-core, 7.0.9",
    "spring-webmvc, 7.0.9",
    "spring-boot, 4.1.1",
    "spring-security-crypto, 7.1.1",
    "postgresql, 42.7.12",
    "netty-common, 4.2.18",
    "netty-handler, 4.2.18",
    "bcprov-jdk18on, 1.85"
  })
  void noLibraryIsOlderThanWhatMendsItsKnownWeaknesses(String name, String least)
      throws IOException {
    Map<String, String> libraries = libraries();
    assertThat(libraries).containsKey(name);
    String version = libraries.getOrDefault(name, "");
    assertThat(Version.parse(version.replace(".Final", "")))
        .isGreaterThanOrEqualTo(Version.parse(least));
  }

  @Test
  void nettyBringsNoHttpOfItsOwn() throws IOException {
    assertThat(libraries().keySet()).noneMatch(name -> name.startsWith("netty-codec-http"));
  }

  /** Versions by name; two of one name, as of Jackson 2 and 3, count as the older. */
  private static Map<String, String> libraries() throws IOException {
    Map<String, String> libraries = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("target", "nexus", "lib"))) {
      for (Path file : files.toList()) {
        Matcher jar = JAR.matcher(file.getFileName().toString());
        if (jar.matches()) {
          libraries.merge(
              jar.group(1),
              jar.group(2),
              (a, b) -> Version.parse(a).compareTo(Version.parse(b)) < 0 ? a : b);
        }
      }
    }
    return libraries;
  }
}
