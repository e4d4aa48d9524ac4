package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookDraft;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.model.net.WebAddress;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.CleanText;
import com.nexus.ssot.server.base.ContextPolicy;
import com.nexus.ssot.server.settings.Environment;
import com.nexus.ssot.server.settings.ServerSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Checks what is asked for of a webhook, and names everything wrong with it. Thread-safe. */
@Component
final class DraftCheck {
  static final String EVERYWHERE = "*";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,99}");
  private static final int LONGEST_TEXT = 4000;
  private static final int MOST_PATTERNS = 50;
  private static final int MOST_CONTEXTS = 100;
  private static final int FIRST_FREE_PORT = 1024;

  /** What happens besides the governed writes. */
  private static final Set<String> OTHER_WORDS =
      Set.of("*", "change", "identity", "login", "token");

  private final ObjectProvider<ContextPolicy> contexts;
  private final ObjectProvider<ChangeKind<?>> kinds;
  private final ServerSettings settings;

  DraftCheck(
      ObjectProvider<ContextPolicy> contexts,
      ObjectProvider<ChangeKind<?>> kinds,
      ServerSettings settings) {
    this.contexts = contexts;
    this.kinds = kinds;
    this.settings = settings;
  }

  /**
   * What the webhook will be.
   *
   * @param contexts their keys; {@code *} for all
   */
  record Checked(
      String name,
      String url,
      List<String> events,
      List<String> contexts,
      boolean active,
      @Nullable String description) {}

  /**
   * @param name the name of the webhook that there is already; null for a new one
   */
  Checked check(WebhookDraft draft, @Nullable String name) {
    List<Cause> causes = new ArrayList<>();
    Checked checked =
        new Checked(
            name(draft.name(), name, causes),
            url(draft.url(), causes),
            events(draft.events(), causes),
            contexts(draft.contexts(), causes),
            draft.active() == null || draft.active(),
            description(draft.description(), causes));
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The webhook cannot be written as asked for.", causes);
    }
    return checked;
  }

  private static String name(String written, @Nullable String known, List<Cause> causes) {
    if (known != null) {
      if (!Name.of(known).key().equals(Name.of(written).key())) {
        causes.add(
            Cause.at("/name", "The name stays as it is.", "Leave it out, or make a new one."));
      }
      return known;
    }
    if (!NAME.matcher(written).matches()) {
      causes.add(
          Cause.at(
              "/name",
              Quoted.of(written) + " cannot be a name.",
              "Use 2 to 100 characters of A-Z a-z 0-9 . _ - and start with a letter or digit."));
    }
    return Name.of(written).shown();
  }

  private String url(String written, List<Cause> causes) {
    try {
      WebAddress address = WebAddress.read(written);
      checkScheme(address, causes);
      int usual = address.isSecure() ? 443 : 80;
      if (address.port() != usual && address.port() < FIRST_FREE_PORT) {
        causes.add(
            Cause.at(
                "/url",
                "The port " + address.port() + " belongs to something else than the web.",
                "Use " + usual + ", or one from " + FIRST_FREE_PORT + " on."));
      }
      address
          .literal()
          .filter(literal -> !settings.network().egress().allow(address.bareHost(), literal))
          .ifPresent(_ ->
              causes.add(
                  Cause.at(
                      "/url",
                      "The address is not in the public internet.",
                      "Have it listed in NEXUS_EGRESS_ALLOW, or name another host.")));
    } catch (WebAddress.Refused e) {
      causes.add(Cause.at("/url", sentence(e.message()), sentence(e.fix())));
    }
    return written;
  }

  private void checkScheme(WebAddress address, List<Cause> causes) {
    if (!address.isSecure()
        && (settings.environment() == Environment.PRODUCTION || !Dial.isThisMachine(address))) {
      causes.add(
          Cause.at(
              "/url",
              "Whoever listens on the way could read what is sent.",
              "Use https://; http:// is for this machine only, and not for production."));
    }
  }

  private List<String> events(List<String> written, List<Cause> causes) {
    if (written.isEmpty() || written.size() > MOST_PATTERNS) {
      causes.add(
          Cause.at("/events", "It needs 1 to " + MOST_PATTERNS + " patterns.", "Name some, or *."));
    }
    Set<String> words = words();
    for (int i = 0; i < written.size(); i++) {
      String pattern = written.get(i);
      if (!Patterns.isPattern(pattern)) {
        causes.add(
            Cause.at(
                "/events/" + i,
                Quoted.of(pattern) + " is no pattern of what happens.",
                "Write *, alias.* or alias.update."));
      } else if (!words.contains(Patterns.wordOf(pattern))) {
        causes.add(
            Cause.at(
                "/events/" + i,
                "Nothing ever happens to " + Quoted.of(Patterns.wordOf(pattern)) + ".",
                "Begin with one of " + String.join(", ", words) + "."));
      }
    }
    return List.copyOf(new LinkedHashSet<>(written));
  }

  private Set<String> words() {
    Set<String> words = new TreeSet<>(OTHER_WORDS);
    kinds.forEach(kind -> words.add(Patterns.wordOf(kind.name())));
    return words;
  }

  private List<String> contexts(@Nullable List<String> written, List<Cause> causes) {
    if (written == null || written.isEmpty() || written.contains(EVERYWHERE)) {
      return List.of(EVERYWHERE);
    }
    if (written.size() > MOST_CONTEXTS) {
      causes.add(
          Cause.at("/contexts", "It has at most " + MOST_CONTEXTS + ".", "Use * for all of them."));
      return List.of(EVERYWHERE);
    }
    Set<String> keys = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String key = Name.of(written.get(i)).key();
      keys.add(key);
      if (contexts.getObject().ruleOf(key).isEmpty()) {
        causes.add(
            Cause.at(
                "/contexts/" + i,
                "There is no context " + Quoted.of(written.get(i)) + ".",
                "Name one that exists, or * for all."));
      }
    }
    return List.copyOf(keys);
  }

  private static @Nullable String description(@Nullable String written, List<Cause> causes) {
    if (written == null) {
      return null;
    }
    String clean = CleanText.of(written).text().strip();
    if (clean.length() > LONGEST_TEXT) {
      causes.add(
          Cause.at(
              "/description",
              "It has " + clean.length() + " characters.",
              "Use at most " + LONGEST_TEXT + "."));
    }
    return clean.isEmpty() ? null : clean;
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
