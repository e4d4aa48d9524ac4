package com.nexus.ssot.model.access;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.RoleGrant;
import com.nexus.ssot.model.api.RoleRestriction;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Grants and restrictions in words, and back. Used once, by one thread. */
public final class GrantWords {
  private static final String EACH = "*";
  static final Map<ObjectKind, String> ACTS =
      Map.of(
          ObjectKind.ALIAS, "delete",
          ObjectKind.WORKFLOW, "deploy",
          ObjectKind.SERVICE, "restart");
  private static final Pattern CONTEXT =
      Pattern.compile("\\*|env/[a-z0-9][a-z0-9_-]{0,49}|[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,254}");

  private final List<Cause> causes;

  /**
   * @param causes takes everything that is wrong
   */
  public GrantWords(List<Cause> causes) {
    this.causes = causes;
  }

  /** Reads grants; those that are said twice count once. */
  public List<Grant> grants(@Nullable List<RoleGrant> written) {
    LinkedHashSet<Grant> read = new LinkedHashSet<>();
    for (int i = 0; written != null && i < written.size(); i++) {
      RoleGrant grant = written.get(i);
      String at = "/grants/" + i;
      Scope scope = scope(at, grant.verb(), grant.kind(), grant.operation(), grant.context());
      Grant.Condition condition = condition(at, grant.condition());
      if (condition == Grant.Condition.OWNING_TEAM
          && (scope.verb() != Verb.WRITE || scope.kind() != ObjectKind.ALIAS)) {
        causes.add(
            Cause.at(
                at + "/condition",
                "Only aliases are asked for their owner, when they are written.",
                "Use it with the verb write and the kind alias."));
      }
      read.add(new Grant(scope, condition));
    }
    return List.copyOf(read);
  }

  /** Reads restrictions; those that are said twice count once. */
  public List<Scope> restrictions(@Nullable List<RoleRestriction> written) {
    LinkedHashSet<Scope> read = new LinkedHashSet<>();
    for (int i = 0; written != null && i < written.size(); i++) {
      RoleRestriction no = written.get(i);
      read.add(scope("/restrictions/" + i, no.verb(), no.kind(), no.operation(), no.context()));
    }
    return List.copyOf(read);
  }

  private Scope scope(
      String at, String verb, String kind, @Nullable String operation, @Nullable String context) {
    Verb what = verb.equals(EACH) ? null : constant(at + "/verb", verb, Verb.class);
    ObjectKind which = kind.equals(EACH) ? null : constant(at + "/kind", kind, ObjectKind.class);
    boolean act = operation != null && which != null && operation.equals(ACTS.get(which));
    if (operation != null && !act) {
      refuse(
          at + "/operation",
          operation,
          "Acts with a grant of their own are alias:delete, workflow:deploy and service:restart.");
    }
    return new Scope(what, which, act ? operation : null, context(at + "/context", context));
  }

  private String context(String at, @Nullable String written) {
    if (written == null) {
      return Scope.EVERYWHERE;
    }
    if (!CONTEXT.matcher(written).matches()) {
      refuse(at, written, "Name a context, env/<environment>, or *.");
    }
    return written.startsWith("env/") ? written : Name.of(written).key();
  }

  private Grant.Condition condition(String at, @Nullable String written) {
    Grant.Condition known =
        written == null
            ? Grant.Condition.NONE
            : constant(at + "/condition", written, Grant.Condition.class);
    return known == null ? Grant.Condition.NONE : known;
  }

  private <E extends Enum<E>> @Nullable E constant(String at, String written, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(written)) {
        return constant;
      }
    }
    String known =
        Arrays.stream(type.getEnumConstants())
            .map(GrantWords::word)
            .collect(Collectors.joining(", "));
    refuse(at, written, "Use one of " + known + (type == Grant.Condition.class ? "." : ", or *."));
    return null;
  }

  private void refuse(String at, String written, String fix) {
    causes.add(Cause.at(at, Quoted.of(written) + " is not known here.", fix));
  }

  /** Grants in words. */
  public static List<RoleGrant> written(List<Grant> grants) {
    List<RoleGrant> words = new ArrayList<>();
    for (Grant grant : grants) {
      Scope scope = grant.scope();
      words.add(
          new RoleGrant(
              word(scope.verb()),
              word(scope.kind()),
              scope.operation(),
              scope.context(),
              grant.condition() == Grant.Condition.NONE ? null : word(grant.condition())));
    }
    return words;
  }

  /** Restrictions in words. */
  public static List<RoleRestriction> restricted(List<Scope> restrictions) {
    return restrictions.stream()
        .map(scope ->
            new RoleRestriction(
                word(scope.verb()), word(scope.kind()), scope.operation(), scope.context()))
        .toList();
  }

  private static String word(@Nullable Enum<?> value) {
    return value == null ? EACH : value.name().toLowerCase(Locale.ROOT);
  }
}
