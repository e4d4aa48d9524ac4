package com.nexus.ssot.model.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Yaml;
import com.nexus.ssot.model.json.YamlDocument;
import com.nexus.ssot.model.name.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads the files that say who may do what: {@code security_registry.yaml} and {@code
 * ssot_policies.yaml}, this one also inside a ConfigMap. Every key is understood or refused, and
 * all that is wrong is told at once, with line and column.
 */
public final class AccessFile {
  /** Largest file that is read, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final String WRAPPED = "/data/security_policies.yaml";
  private static final Set<String> WRAPPER = Set.of("apiVersion", "kind", "metadata", "data");
  private static final Pattern PLACE = Pattern.compile(":(\\d+):(\\d+)$");
  private static final Pattern BLOCK = Pattern.compile(".*:\\s*\\|[+-]?\\s*(#.*)?");

  private AccessFile() {}

  /** The roles that hold where there is no file. */
  public static List<RoleRules> builtIn() {
    return SecurityRegistry.builtIn();
  }

  /**
   * The roles of a file, whichever of the two it is.
   *
   * @param file what the file is called in messages
   * @throws Fault {@link FaultCode#SETTING} with every cause as {@code file:line:column}
   */
  public static List<RoleRules> read(byte[] utf8, String file) {
    if (utf8.length > MAX_BYTES) {
      String message = "The file has more than " + MAX_BYTES + " bytes.";
      throw refused(file, List.of(Cause.at(file, message, null)));
    }
    YamlDocument document = parse(utf8, file);
    if (document.tree().has("data") && document.tree().has("apiVersion")) {
      AccessTree wrapper = wrapper(document);
      refuse(wrapper, document, file);
      document = parse(unwrapped(utf8, document), file);
    }
    AccessTree tree = new AccessTree(document.tree());
    List<RoleRules> roles = roles(tree);
    refuseTwins(roles, tree);
    refuse(tree, document, file);
    return roles;
  }

  private static List<RoleRules> roles(AccessTree tree) {
    if (tree.root().has(SecurityRegistry.ROOT)) {
      return SecurityRegistry.read(tree);
    }
    if (tree.root().has(SsotPolicies.ROOT)) {
      return SsotPolicies.read(tree);
    }
    tree.refuse(
        "",
        "The file says nothing about who may do what.",
        "Give it the key security or the key access_control.");
    return List.of();
  }

  private static void refuseTwins(List<RoleRules> roles, AccessTree tree) {
    Set<String> keys = new HashSet<>();
    for (RoleRules role : roles) {
      if (!keys.add(Name.of(role.name()).key())) {
        tree.refuse(
            "/security/authorization/roles/" + role.name(),
            "Two roles have this name; case and - or _ make no difference.",
            "Rename one.");
      }
    }
  }

  private static YamlDocument parse(byte[] utf8, String file) {
    try {
      return Yaml.read(utf8, file);
    } catch (Fault e) {
      throw Fault.of(FaultCode.SETTING, refusal(file), e.causes(), e);
    }
  }

  private static AccessTree wrapper(YamlDocument document) {
    AccessTree tree = new AccessTree(document.tree());
    tree.fields(tree.root(), "", WRAPPER);
    tree.fields(tree.object("/data"), "/data", Set.of("security_policies.yaml"));
    JsonNode policies = document.tree().at(WRAPPED);
    if (!policies.isString()) {
      tree.refuse("/data", "The policies are missing.", "Put them below security_policies.yaml: |");
    }
    return tree;
  }

  /** What is wrapped, at the lines and columns it has in the file where that can be told. */
  private static byte[] unwrapped(byte[] utf8, YamlDocument document) {
    String content = document.tree().at(WRAPPED).asString();
    Matcher place = PLACE.matcher(document.at(WRAPPED));
    List<String> lines = new String(utf8, UTF_8).lines().toList();
    if (!place.find()) {
      return content.getBytes(UTF_8);
    }
    int key = Integer.parseInt(place.group(1));
    int column = Integer.parseInt(place.group(2));
    if (key > lines.size() || !BLOCK.matcher(lines.get(key - 1)).matches()) {
      return content.getBytes(UTF_8);
    }
    StringBuilder out = new StringBuilder("\n".repeat(key));
    for (String line : lines.subList(key, lines.size())) {
      if (!line.isBlank() && line.length() - line.stripLeading().length() < column) {
        break;
      }
      out.append(line).append('\n');
    }
    return out.toString().getBytes(UTF_8);
  }

  private static void refuse(AccessTree tree, YamlDocument document, String file) {
    List<Cause> causes = new ArrayList<>();
    for (Cause cause : tree.causes()) {
      String at = document.at(Objects.requireNonNullElse(cause.at(), ""));
      causes.add(Cause.at(at, cause.message(), cause.fix()));
    }
    if (!causes.isEmpty()) {
      causes.sort(
          Comparator.<Cause>comparingInt(cause -> number(cause, 1))
              .thenComparingInt(cause -> number(cause, 2)));
      throw refused(file, causes);
    }
  }

  private static int number(Cause cause, int group) {
    Matcher place = PLACE.matcher(String.valueOf(cause.at()));
    return place.find() ? Integer.parseInt(place.group(group)) : 0;
  }

  private static Fault refused(String file, List<Cause> causes) {
    return Fault.of(FaultCode.SETTING, refusal(file), causes);
  }

  private static String refusal(String file) {
    return "The rules about access in " + file + " are refused.";
  }
}
