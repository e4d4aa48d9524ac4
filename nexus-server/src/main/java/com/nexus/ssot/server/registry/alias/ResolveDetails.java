package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.Explanation;
import com.nexus.ssot.model.api.ResolveOutcome;
import com.nexus.ssot.model.api.ResolvedAlias;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Moments;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.audit.AuditLog;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.ChangeArchive;
import com.nexus.ssot.server.registry.anchor.AnchorTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Everything that can be told about what a name means. Thread-safe. */
@Component
class ResolveDetails {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Resolver resolver;
  private final AliasViewTable table;
  private final AnchorTable anchors;
  private final WaitingTable waiting;
  private final ChangeArchive changes;
  private final AuditLog log;
  private final InstantSource clock;

  ResolveDetails(
      Resolver resolver,
      AliasViewTable table,
      AnchorTable anchors,
      WaitingTable waiting,
      ChangeArchive changes,
      AuditLog log,
      InstantSource clock) {
    this.resolver = resolver;
    this.table = table;
    this.anchors = anchors;
    this.waiting = waiting;
    this.changes = changes;
    this.log = log;
    this.clock = clock;
  }

  /** The moment that a caller names: a time, an index of the feed, or none for now. */
  AsOf asOf(@Nullable String given) {
    if (given == null) {
      return new AsOf(null, null);
    }
    if (given.matches("[0-9]{1,18}")) {
      long index = Long.parseLong(given);
      return new AsOf(
          table.timeOf(index).orElseThrow(() -> bad("the feed has no such index yet")), index);
    }
    try {
      Instant time = Instant.parse(given);
      if (!Moments.canBeKept(time)) {
        throw bad("it is not a time of the years 1 to 9999");
      }
      if (time.isAfter(clock.instant())) {
        throw bad("it is in the future");
      }
      return new AsOf(time, null);
    } catch (DateTimeParseException e) {
      throw bad("it is neither a time nor an index");
    }
  }

  private static Fault bad(String message) {
    return Fault.of(
        FaultCode.BAD_PARAMETER,
        "A parameter cannot be used",
        List.of(
            Cause.at(
                "?asOf",
                message,
                "give a time like 2026-01-31T12:00:00Z, or an index of the feed")));
  }

  /** What is known of a name that was found. */
  ResolvedAlias of(Resolver.Answer answer, AsOf asOf) {
    Way way = answer.way();
    Alias first = way.hops().getFirst();
    Alias last = way.last();
    Anchor anchor =
        last.targetKind() == TargetKind.ANCHOR
            ? anchors.find(Name.of(last.canonical()).key()).orElse(null)
            : null;
    return new ResolvedAlias(
        last.canonical(),
        last.context(),
        first.alias(),
        last.targetKind(),
        last.targetKind() == TargetKind.URL ? last.canonical() : null,
        way.hops().stream().map(Alias::alias).toList(),
        anchor == null ? null : anchor.version(),
        anchor == null ? null : anchor.checksum(),
        earliestExpiry(way),
        first.deprecatedAt(),
        first.sunsetAt(),
        first.successor(),
        first.owner(),
        first.changeId(),
        index(asOf));
  }

  private @Nullable Long index(AsOf asOf) {
    if (asOf.index() != null) {
      return asOf.index();
    }
    long next = asOf.time() == null ? log.nextIndex() : 0;
    return next == 0 ? null : next - 1;
  }

  private static @Nullable Instant earliestExpiry(Way way) {
    return way.hops().stream()
        .map(Alias::expiresAt)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** What clients of a deprecated name are told, by RFC 9745, RFC 8594 and RFC 5829. */
  HttpHeaders headers(Resolver.Answer answer) {
    Alias alias = answer.way().hops().getFirst();
    HttpHeaders headers = new HttpHeaders();
    if (alias.deprecatedAt() != null) {
      headers.set("Deprecation", "@" + alias.deprecatedAt().getEpochSecond());
    }
    if (alias.sunsetAt() != null) {
      headers.set("Sunset", HTTP_DATE.format(alias.sunsetAt()));
    }
    if (alias.successor() != null && !headers.isEmpty()) {
      headers.set(
          "Link",
          "</api/aliases/resolve/%s/%s>; rel=\"successor-version\""
              .formatted(encoded(alias.context()), encoded(alias.successor())));
    }
    return headers;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(Name.of(name).key(), StandardCharsets.UTF_8);
  }

  /** Why a name means what it means to a caller. */
  Explanation explain(Actor actor, String contextKey, String alias) {
    Resolver.Answer answer = resolver.lookInto(actor, contextKey, alias);
    Way way = answer.way();
    boolean stands = way.outcome() != ResolveOutcome.FOUND || table.targetStands(way.last());
    return Explainer.explain(
        alias, contextKey, answer, stands, proposed(actor, contextKey, alias, answer));
  }

  /** The change that would create a name that is unknown, if the caller may see it. */
  private @Nullable UUID proposed(
      Actor actor, String contextKey, String alias, Resolver.Answer answer) {
    return answer.asked() != null && answer.here().hops().isEmpty()
        ? waiting
            .creating(contextKey, Name.of(alias).key())
            .filter(change -> changes.shows(change, actor))
            .orElse(null)
        : null;
  }
}
