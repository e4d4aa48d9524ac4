package com.nexus.ssot.cli;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Yaml;
import com.nexus.ssot.model.json.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The config file: {@code $NEXUS_CONFIG}, else {@code $XDG_CONFIG_HOME/nexus/config.yaml}, else
 * {@code ~/.config/nexus/config.yaml}. One that holds a key may be read by its owner only.
 */
record Profiles(Path file, @Nullable String current, Map<String, Profile> profiles) {
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@-]{0,63}");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** The file's content. */
  private record Content(@Nullable String current, @Nullable Map<String, Profile> profiles) {}

  static Profiles load(World world) {
    Path file = place(world);
    if (!Files.exists(file)) {
      return new Profiles(file, null, Map.of());
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        return new Profiles(file, null, Map.of()); // as /dev/null is, for who wants none
      }
      YamlDocument document = Yaml.read(bytes, file.toString());
      Content content = read(document);
      Map<String, Profile> profiles =
          new TreeMap<>(content.profiles == null ? Map.of() : content.profiles);
      if (profiles.values().stream().anyMatch(Profile::isSecret)) {
        checkPrivate(file);
      }
      return new Profiles(file, content.current, profiles);
    } catch (IOException e) {
      throw unusable(file, Failures.reason(e), "Check who may read the file.", e);
    }
  }

  private static Path place(World world) {
    String file = world.variable("NEXUS_CONFIG");
    if (file != null) {
      return world.path(file);
    }
    String config = world.variable("XDG_CONFIG_HOME");
    return (config == null ? world.home().resolve(".config") : world.path(config))
        .resolve("nexus")
        .resolve("config.yaml");
  }

  private static Content read(YamlDocument document) {
    try {
      return Json.convert(document.tree(), Content.class);
    } catch (Fault fault) {
      List<Cause> causes =
          fault.causes().stream()
              .map(cause ->
                  cause.at() == null
                      ? cause
                      : new Cause(document.at(cause.at()), cause.message(), cause.fix()))
              .toList();
      throw Fault.of(FaultCode.SETTING, "The config file is not usable.", causes);
    }
  }

  private static void checkPrivate(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    mode.retainAll(OTHERS);
    if (!mode.isEmpty()) {
      throw unusable(
          file, "It holds a key and others may read it.", "Run: chmod 600 " + file, null);
    }
  }

  private static Fault unusable(Path file, String why, String fix, @Nullable Throwable origin) {
    List<Cause> causes = List.of(Cause.at(file.toString(), why, fix));
    String detail = "The config file is not usable.";
    return origin == null
        ? Fault.of(FaultCode.SETTING, detail, causes)
        : Fault.of(FaultCode.SETTING, detail, causes, origin);
  }

  /**
   * Refuses a new name that a terminal would obey or nobody could type.
   *
   * @param at where the name was given
   */
  void checkName(String at, String name) {
    if (!profiles.containsKey(name) && !NAME.matcher(name).matches()) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "A profile cannot have that name.",
          List.of(
              Cause.at(
                  at,
                  "Letters, digits and . _ - @ are allowed, 64 at most, a letter or digit first.",
                  "Choose a name such as production.")));
    }
  }

  /** The profile of that name. */
  Profile named(String name) {
    Profile profile = profiles.get(name);
    if (profile == null) {
      String known = profiles.isEmpty() ? "none" : String.join(", ", profiles.keySet());
      throw Fault.of(
          FaultCode.SETTING,
          "There is no profile " + name + ".",
          List.of(
              Cause.at(
                  file.toString(),
                  "The profiles are: " + known + ".",
                  "Make one with: nexus profile set " + name + " --url ADDRESS")));
    }
    return profile;
  }

  /** The name of the profile to use when none is asked for; null when there is none. */
  @Nullable String chosen(World world) {
    String name = world.variable("NEXUS_PROFILE");
    return name == null ? current : name;
  }

  /** How to ask the registry of a profile: with its key, or with a token that is still good. */
  Connection connection(World world, String name) {
    Profile profile = named(name);
    if (profile.login() != null) {
      return new Connection(profile.url(), Refreshing.token(world, this, name), true);
    }
    String keyFile = profile.keyFile();
    return new Connection(
        profile.url(),
        keyFile == null ? profile.key() : Connection.keyIn(world.path(keyFile), "/key_file"),
        false);
  }

  /** The same with one profile added or replaced. */
  Profiles with(String name, Profile profile) {
    Map<String, Profile> more = new TreeMap<>(profiles);
    more.put(name, profile);
    return new Profiles(file, current == null ? name : current, more);
  }

  /** The same with another current profile. */
  Profiles using(String name) {
    named(name);
    return new Profiles(file, name, profiles);
  }

  /** Writes the file anew, readable by its owner only. */
  void save(World world) {
    String text = Printer.yaml(Json.tree(new Content(current, profiles)));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      OutFile.write(world, file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw unusable(file, Failures.reason(e), "Check who may write there.", e);
    }
  }
}
