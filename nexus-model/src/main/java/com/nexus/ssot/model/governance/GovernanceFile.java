package com.nexus.ssot.model.governance;

import static java.util.Objects.requireNonNullElse;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.FileForm.ApprovalForm;
import com.nexus.ssot.model.governance.FileForm.AuditForm;
import com.nexus.ssot.model.governance.FileForm.Body;
import com.nexus.ssot.model.governance.FileForm.ContextForm;
import com.nexus.ssot.model.governance.FileForm.ExpirationForm;
import com.nexus.ssot.model.governance.FileForm.FreezeForm;
import com.nexus.ssot.model.governance.FileForm.NamingForm;
import com.nexus.ssot.model.governance.FileForm.Rules;
import com.nexus.ssot.model.governance.FileForm.UniquenessForm;
import com.nexus.ssot.model.governance.FileForm.WeeklyForm;
import com.nexus.ssot.model.governance.FileForm.WindowsForm;
import com.nexus.ssot.model.governance.GovernanceRules.AuditRules;
import com.nexus.ssot.model.governance.GovernanceRules.ContextRules;
import com.nexus.ssot.model.governance.GovernanceRules.Deprecation;
import com.nexus.ssot.model.governance.GovernanceRules.Expiration;
import com.nexus.ssot.model.governance.GovernanceRules.Uniqueness;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.json.Pointer;
import com.nexus.ssot.model.json.Yaml;
import com.nexus.ssot.model.json.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code alias_governance.yaml}. Every key is understood or refused, and all that is wrong is
 * told at once, with line and column.
 */
public final class GovernanceFile {
  /** Largest file that is read, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final String ROOT = "/alias_governance";
  private static final Set<String> BESIDE_RULES = Set.of("version", "contexts", "audit");
  private static final String LONGEST_TTL = ROOT + "/rules/expiration/max_ttl";
  private static final String BUILT_IN = "alias_governance.yaml";

  private GovernanceFile() {}

  /**
   * Reads a governance file.
   *
   * @param file what the file is called in messages
   * @throws Fault {@link FaultCode#SETTING} with every cause as {@code file:line:column}; its
   *     origin is the fault of the parser when the file is no YAML
   */
  public static GovernanceRules read(byte[] utf8, String file) {
    YamlDocument document = parse(utf8, file);
    List<Cause> causes = new ArrayList<>();
    FileForm form = shape(document.tree(), causes);
    if (form != null) {
      GovernanceRules rules = complete(form, causes);
      addChecked(rules.check(), causes);
      if (causes.isEmpty()) {
        return rules;
      }
    }
    List<Cause> placed =
        causes.stream()
            .map(c -> c.at() == null ? c : Cause.at(document.at(c.at()), c.message(), c.fix()))
            .sorted(
                Comparator.<Cause>comparingInt(c -> number(c, 2))
                    .thenComparingInt(c -> number(c, 1)))
            .toList();
    throw refused(file, placed);
  }

  /** The rules that hold where there is no file. */
  public static GovernanceRules builtIn() {
    try (InputStream in =
        Objects.requireNonNull(GovernanceFile.class.getResourceAsStream(BUILT_IN))) {
      return read(in.readAllBytes(), BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static YamlDocument parse(byte[] utf8, String file) {
    if (utf8.length > MAX_BYTES) {
      String message = "The file has more than " + MAX_BYTES + " bytes.";
      throw refused(file, List.of(Cause.at(file, message, null)));
    }
    try {
      return Yaml.read(utf8, file);
    } catch (Fault e) {
      throw Fault.of(FaultCode.SETTING, refusal(file), e.causes(), e);
    }
  }

  // What has the wrong shape is told and taken out, so that the rest can be looked at as well.
  private static @Nullable FileForm shape(JsonNode tree, List<Cause> causes) {
    try {
      return Json.convert(tree, FileForm.class);
    } catch (Fault first) {
      causes.addAll(first.causes());
    }
    JsonNode rest = tree.deepCopy();
    for (Cause cause : causes) {
      if (cause.at() == null || cause.at().isEmpty()) {
        return null;
      }
      remove(rest, cause.at());
    }
    try {
      return Json.convert(rest, FileForm.class);
    } catch (Fault again) {
      return null;
    }
  }

  private static void remove(JsonNode tree, String pointer) {
    int slash = pointer.lastIndexOf('/');
    String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    switch (tree.at(pointer.substring(0, slash))) {
      case ObjectNode object -> object.remove(name);
      // Its other members keep their places.
      case ArrayNode array -> array.set(Integer.parseInt(name), "x");
      default -> {}
    }
  }

  // What was put in the place of something that is already told about is not told about again.
  private static void addChecked(List<Cause> checked, List<Cause> causes) {
    Set<@Nullable String> told = causes.stream().map(Cause::at).collect(Collectors.toSet());
    for (Cause cause : checked) {
      String at = inFile(cause.at());
      boolean moot = at.endsWith("/default_ttl") && told.contains(LONGEST_TTL);
      if (!moot && !told.contains(at)) {
        causes.add(new Cause(at, cause.message(), cause.fix()));
      }
    }
  }

  private static GovernanceRules complete(FileForm form, List<Cause> causes) {
    Body body = form.aliasGovernance();
    if (body == null) {
      require(null, ROOT, causes);
      body = new Body("1.0", null, null, null);
    } else {
      require(body.version(), ROOT + "/version", causes);
    }
    Rules rules = requireNonNullElse(body.rules(), Rules.NONE);
    return new GovernanceRules(
        requireNonNullElse(body.version(), "1.0"),
        uniqueness(requireNonNullElse(rules.uniqueness(), UniquenessForm.NONE)),
        naming(requireNonNullElse(rules.naming(), NamingForm.NONE)),
        expiration(requireNonNullElse(rules.expiration(), ExpirationForm.NONE)),
        rules.deprecation() == null
            ? Deprecation.NONE
            : new Deprecation(rules.deprecation().noticePeriod()),
        requireNonNullElse(rules.reservedWords(), List.of()),
        requireNonNullElse(rules.ownershipRequired(), false),
        requireNonNullElse(rules.allowedUrlSchemes(), List.of("http", "https")),
        requireNonNullElse(rules.allowedUrlHosts(), List.of()),
        approvals(requireNonNullElse(rules.approvals(), ApprovalForm.NONE), ApprovalRules.USUAL),
        windows(rules.changeWindows(), ROOT + "/rules/change_windows", causes),
        contexts(requireNonNullElse(body.contexts(), Map.of()), causes),
        audit(requireNonNullElse(body.audit(), AuditForm.NONE)));
  }

  private static Uniqueness uniqueness(UniquenessForm form) {
    return new Uniqueness(
        requireNonNullElse(form.withinContext(), true),
        requireNonNullElse(form.acrossContexts(), false));
  }

  private static NamingRules naming(NamingForm form) {
    return new NamingRules(
        requireNonNullElse(form.pattern(), "^[a-z0-9-]+$"),
        requireNonNullElse(form.minLength(), 3),
        requireNonNullElse(form.maxLength(), 50));
  }

  private static Expiration expiration(ExpirationForm form) {
    return new Expiration(
        requireNonNullElse(form.temporaryAliases(), true),
        requireNonNullElse(form.defaultTtl(), Period.parse("90d")),
        requireNonNullElse(form.maxTtl(), Period.parse("1y")),
        requireNonNullElse(form.gracePeriod(), Expiration.USUAL_GRACE));
  }

  private static ApprovalRules approvals(ApprovalForm form, ApprovalRules usual) {
    return new ApprovalRules(
        requireNonNullElse(form.required(), usual.required()),
        requireNonNullElse(form.deletes(), usual.deletes()),
        requireNonNullElse(form.teams(), usual.teams()),
        requireNonNullElse(form.proposalExpiry(), usual.proposalExpiry()),
        requireNonNullElse(form.administration(), usual.administration()));
  }

  private static ChangeWindows windows(@Nullable WindowsForm form, String at, List<Cause> causes) {
    if (form == null) {
      return ChangeWindows.ALWAYS;
    }
    require(form.zone(), at + "/zone", causes);
    List<ChangeWindows.Freeze> freezes = new ArrayList<>();
    for (FreezeForm freeze : requireNonNullElse(form.deny(), List.<FreezeForm>of())) {
      String here = Pointer.child(at + "/deny", freezes.size());
      require(freeze.starts(), here + "/starts", causes);
      require(freeze.ends(), here + "/ends", causes);
      freezes.add(
          new ChangeWindows.Freeze(
              requireNonNullElse(freeze.starts(), "2000-01-01T00:00"),
              requireNonNullElse(freeze.ends(), "2000-01-02T00:00"),
              freeze.reason()));
    }
    return new ChangeWindows(
        requireNonNullElse(form.zone(), "UTC"),
        requireNonNullElse(form.allow(), List.<WeeklyForm>of()).stream()
            .map(week ->
                new ChangeWindows.Weekly(
                    requireNonNullElse(week.days(), List.of()), week.from(), week.to()))
            .toList(),
        freezes);
  }

  private static Map<String, ContextRules> contexts(
      Map<String, ContextForm> forms, List<Cause> causes) {
    Map<String, ContextRules> contexts = new LinkedHashMap<>();
    forms.forEach((name, form) -> {
      String here = Pointer.child(ROOT + "/contexts", name) + "/approval_required";
      require(form.approvalRequired(), here, causes);
      contexts.put(
          name,
          new ContextRules(
              requireNonNullElse(form.permissions(), List.of()),
              requireNonNullElse(form.approvalRequired(), true),
              requireNonNullElse(form.autoExpire(), false),
              form.approvals() == null ? null : approvals(form.approvals(), ApprovalRules.USUAL),
              form.changeWindows() == null
                  ? null
                  : windows(
                      form.changeWindows(),
                      Pointer.child(ROOT + "/contexts", name) + "/change_windows",
                      causes)));
    });
    return contexts;
  }

  private static AuditRules audit(AuditForm form) {
    return new AuditRules(
        requireNonNullElse(form.logAllChanges(), true),
        requireNonNullElse(form.retentionPeriod(), Period.parse("7y")),
        form.externalStorage());
  }

  private static void require(@Nullable Object value, String pointer, List<Cause> causes) {
    if (value == null && causes.stream().noneMatch(c -> pointer.equals(c.at()))) {
      String name = pointer.substring(pointer.lastIndexOf('/') + 1);
      causes.add(Cause.at(pointer, "The key " + name + " is missing here.", "Add it."));
    }
  }

  private static String inFile(@Nullable String inRules) {
    String pointer = Objects.requireNonNullElse(inRules, "");
    String[] steps = pointer.split("/", 3);
    boolean beside = steps.length > 1 && BESIDE_RULES.contains(steps[1]);
    return ROOT + (beside ? "" : "/rules") + pointer;
  }

  private static int number(Cause cause, int fromTheEnd) {
    String[] parts = Objects.requireNonNullElse(cause.at(), "").split(":", -1);
    return parts.length < 3
        ? Integer.MAX_VALUE
        : Integer.parseInt(parts[parts.length - fromTheEnd]);
  }

  private static Fault refused(String file, List<Cause> causes) {
    return Fault.of(FaultCode.SETTING, refusal(file), causes);
  }

  private static String refusal(String file) {
    return "The governance rules in " + file + " are refused.";
  }
}
