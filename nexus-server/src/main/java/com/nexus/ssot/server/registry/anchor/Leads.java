package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.CompatibilityFinding;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The aliases that lead to an anchor, to one of its endpoints, or to such an alias. */
record Leads(List<Lead> all) {
  private static final int MOST_NAMED = 20;
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*}");

  /**
   * An alias and where it leads.
   *
   * @param method of the endpoint; null where the anchor itself is meant
   * @param path of the endpoint; null where the anchor itself is meant
   */
  record Lead(
      String contextKey,
      String context,
      String alias,
      @Nullable String method,
      @Nullable String path) {

    private boolean leadsTo(String wantedMethod, String wantedPath) {
      return method == null
          || path == null
          || (method.equals(wantedMethod) && template(path).equals(template(wantedPath)));
    }

    private String name() {
      return context + "/" + alias;
    }

    /** Names of variables mean nothing: an endpoint keeps its own when the document's change. */
    private static String template(String path) {
      return VARIABLE.matcher(path).replaceAll("{}");
    }
  }

  /** How many aliases there are, each counted once. */
  int aliases() {
    return (int) all.stream().map(Lead::name).distinct().count();
  }

  /** Names of the aliases by which callers come to an operation; to any where it is null. */
  List<String> names(@Nullable String method, @Nullable String path) {
    return all.stream()
        .filter(lead -> method == null || path == null || lead.leadsTo(method, path))
        .map(Lead::name)
        .distinct()
        .toList();
  }

  /** Those that stand in contexts within reach. */
  Leads within(Reach reach) {
    return new Leads(all.stream().filter(lead -> reach.has(lead.contextKey())).toList());
  }

  /** A finding with the aliases that lead there. */
  CompatibilityFinding mark(CompatibilityFinding finding) {
    List<String> names = names(finding.method(), finding.path());
    return finding.reachedBy(names.stream().limit(MOST_NAMED).toList(), names.size());
  }

  /** How many aliases lead somewhere, in words. */
  static String count(int aliases) {
    return aliases == 1 ? "1 alias leads there" : aliases + " aliases lead there";
  }
}
