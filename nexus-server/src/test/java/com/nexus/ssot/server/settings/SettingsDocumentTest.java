package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

  @Test
  void theDocumentNamesEverySettingAndNoOther() throws IOException {
    Set<String> known = new TreeSet<>(SettingNames.READ);
    known.addAll(SettingNames.OF_CLIENTS);
    known.addAll(SettingNames.OF_LAUNCHER);
    Matcher names = NAME.matcher(Files.readString(Path.of("..", "docs", "settings.md")));
    Set<String> documented = new TreeSet<>();
    while (names.find()) {
      documented.add(names.group(1));
    }
    Set<String> noSettings =
        Set.of(
            "DEBUG",
            "INFO",
            "WARNING",
            "WARN",
            "ERROR",
            "NEXUS_",
            "NEXUS_TEST_",
            "SSOT_",
            // Names of every Unix, which the command line heeds as others do.
            "HOME",
            "XDG_CONFIG_HOME");
    documented.removeAll(noSettings);
    assertThat(documented).isEqualTo(known);
  }
}
