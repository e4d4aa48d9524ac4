package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.api.KeyDraft;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.governance.Period;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.model.net.AllowedFrom;
import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.CleanText;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Checks what is asked for when a key is made, and names everything wrong with it. Thread-safe. */
@Component
final class KeyDraftCheck {
  static final String EVERYWHERE = "*";
  private static final int LONGEST_NAME = 100;
  private static final int MOST_RANGES = 100;
  private static final int MOST_CERTIFICATES = 10;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  static final Period USUAL_LIFE = Period.parse("90d");

  /** How long a key lives at most. */
  static final Period LONGEST_LIFE = Period.parse("1y");

  private final ObjectProvider<ContextPolicy> policy;
  private final ObjectProvider<Access> callers;
  private final boolean asksForCertificates;

  KeyDraftCheck(
      ObjectProvider<ContextPolicy> policy,
      ObjectProvider<Access> callers,
      ServerSettings settings) {
    this.asksForCertificates = settings.tls().asksForCertificates();
    this.policy = policy;
    this.callers = callers;
  }

  /** What the key will be. */
  record Checked(
      String name,
      List<String> contexts,
      List<Verb> verbs,
      AllowedFrom allowedFrom,
      Instant expiresAt) {}

  Checked check(KeyDraft draft, Actor creator, Instant now) {
    List<Cause> causes = new ArrayList<>();
    String name = name(draft.name(), causes);
    kind(draft.kind(), creator, causes);
    List<String> contexts = contexts(draft.contexts(), creator, causes);
    List<Verb> verbs = verbs(draft, creator, causes);
    AllowedFrom allowedFrom =
        new AllowedFrom(allowedIps(draft, causes), allowedCertificates(draft, causes));
    Instant expiresAt = expiresAt(draft, now, causes);
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The key cannot be made as asked for.", causes);
    }
    return new Checked(name, contexts, verbs, allowedFrom, expiresAt);
  }

  private static String name(String written, List<Cause> causes) {
    String name = CleanText.of(written).text().strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.contains("\n")) {
      causes.add(
          Cause.at(
              "/name",
              "A key needs a name.",
              "Give 1 to " + LONGEST_NAME + " characters on one line."));
    }
    return name;
  }

  /** A key that made keys for its person would never end. */
  private static void kind(PrincipalKind kind, Actor creator, List<Cause> causes) {
    if (kind == PrincipalKind.HUMAN && !KeyOwners.isSignedIn(creator)) {
      causes.add(
          Cause.at(
              "/kind",
              "People make keys for themselves once they have signed in.",
              "Sign in, or use service or agent."));
    }
  }

  private List<String> contexts(List<String> written, Actor creator, List<Cause> causes) {
    Set<String> keys = new LinkedHashSet<>();
    Reach readable = callers.getObject().reach(creator, Verb.READ, ObjectKind.ALIAS);
    if (written.isEmpty()) {
      causes.add(
          Cause.at("/contexts", "The key would reach nothing.", "Name contexts, or * for all."));
    }
    for (int i = 0; i < written.size(); i++) {
      String key = written.get(i).equals(EVERYWHERE) ? EVERYWHERE : Name.of(written.get(i)).key();
      String at = "/contexts/" + i;
      if (key.equals(EVERYWHERE)
          ? !creator.credential().reachesAll()
          : !creator.credential().reaches(key)) {
        causes.add(
            Cause.at(at, "Your own credential does not reach it.", "Name contexts you reach."));
      } else if (!key.equals(EVERYWHERE) && (!readable.has(key) || isUnknown(key))) {
        causes.add(
            Cause.at(at, "There is no such context that you can read.", "Name one that you see."));
      }
      keys.add(key);
    }
    return keys.contains(EVERYWHERE) ? List.of(EVERYWHERE) : List.copyOf(keys);
  }

  private boolean isUnknown(String key) {
    return policy.getObject().ruleOf(key).isEmpty();
  }

  private static List<Verb> verbs(KeyDraft draft, Actor creator, List<Cause> causes) {
    if (draft.verbs().isEmpty()) {
      causes.add(Cause.at("/verbs", "The key could do nothing.", "Name at least one verb."));
    }
    for (int i = 0; i < draft.verbs().size(); i++) {
      Verb verb = draft.verbs().get(i);
      String at = "/verbs/" + i;
      if (verb == Verb.APPROVE || verb == Verb.OVERRIDE) {
        causes.add(Cause.at(at, "Only people who signed in do this, never keys.", "Leave it out."));
      } else if (verb == Verb.ADMIN && draft.kind() == PrincipalKind.AGENT) {
        causes.add(Cause.at(at, "Agents administer nothing.", "Leave it out."));
      } else if (!creator.verbs().contains(verb)) {
        causes.add(
            Cause.at(at, "Your own credential does not have it.", "Name verbs that you have."));
      }
    }
    return draft.verbs().stream().distinct().sorted().toList();
  }

  private static IpRanges allowedIps(KeyDraft draft, List<Cause> causes) {
    List<String> written = draft.allowedIps() == null ? List.of() : draft.allowedIps();
    if (written.size() > MOST_RANGES) {
      causes.add(Cause.at("/allowed_ips", "A key has at most 100 blocks.", "Name larger blocks."));
      return IpRanges.NONE;
    }
    List<IpRange> ranges = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Optional<IpRange> range = IpRange.parse(written.get(i));
      range.ifPresent(ranges::add);
      if (range.isEmpty()) {
        causes.add(
            Cause.at(
                "/allowed_ips/" + i,
                "This is no address and no block of addresses.",
                "Write 10.1.2.3, 10.0.0.0/8 or 2001:db8::/32."));
      }
    }
    return new IpRanges(ranges);
  }

  private Set<String> allowedCertificates(KeyDraft draft, List<Cause> causes) {
    List<String> written =
        draft.allowedCertificates() == null ? List.of() : draft.allowedCertificates();
    if (written.isEmpty()) {
      return Set.of();
    }
    if (!asksForCertificates) {
      causes.add(
          Cause.at(
              "/allowed_certificates",
              "This server asks nobody for a certificate, so the key would never work.",
              "Set NEXUS_TLS_CLIENT_CA, or leave it out."));
    }
    if (written.size() > MOST_CERTIFICATES) {
      causes.add(
          Cause.at("/allowed_certificates", "A key has at most 10 of them.", "Make more keys."));
    }
    Set<String> hashes = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String hash = written.get(i).replace(":", "").toLowerCase(Locale.ROOT);
      hashes.add(hash);
      if (!HASH.matcher(hash).matches()) {
        causes.add(
            Cause.at(
                "/allowed_certificates/" + i,
                "This is no SHA-256 of a public key.",
                "Write its 64 hexadecimal digits."));
      }
    }
    return hashes;
  }

  private static Instant expiresAt(KeyDraft draft, Instant now, List<Cause> causes) {
    String written = draft.expiresIn();
    try {
      Period life = written == null ? USUAL_LIFE : Period.parse(written, "/expires_in");
      if (life.isLongerThan(LONGEST_LIFE, now)) {
        causes.add(Cause.at("/expires_in", "A key lives at most 1y.", "Give a shorter time."));
      }
      return life.addTo(now);
    } catch (Fault e) {
      causes.addAll(e.causes());
      return now;
    }
  }
}
