package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.model.fault.Quoted;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.registry.ObjectTarget;
import com.nexus.ssot.server.registry.anchor.AnchorTable;
import com.nexus.ssot.server.registry.anchor.VersionAddKind;
import com.nexus.ssot.server.registry.anchor.VersionDraft;
import com.nexus.ssot.server.registry.anchor.VersionTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the anchor that a document is, or will be, and the label of its version. Thread-safe. */
@Component
final class AnchorPlanner {
  private static final int LONGEST_ID = 240;
  private static final int LONGEST_LABEL = 40;

  private final AnchorTable anchors;
  private final VersionTable versions;

  AnchorPlanner(AnchorTable anchors, VersionTable versions) {
    this.anchors = anchors;
    this.versions = versions;
  }

  /**
   * The anchor of a document.
   *
   * @param known the anchor as it stands; null when it will be created
   * @param fresh whether the content is new to it
   */
  record Chosen(String id, @Nullable Anchor known, String label, boolean fresh) {}

  /** Finds the anchor and adds the operations for it and its version. */
  Chosen plan(
      OpenApiDocument document, OpenApiRequest request, List<Operation> operations, Rows rows) {
    String slug = Slugs.ofText(document.title(), "api", LONGEST_ID);
    Anchor known = known(slug, request.source()).orElse(null);
    Chosen chosen = known == null ? created(slug, document) : reused(known, document);
    if (known == null) {
      operations.add(Operation.of("anchor.create", draft(chosen.id(), document, request)));
    } else if (known.deletedAt() != null) {
      operations.add(Operation.of("anchor.restore", new ObjectTarget(known.anchorId())));
    }
    if (chosen.fresh()) {
      operations.add(
          Operation.of(
              VersionAddKind.NAME,
              new VersionDraft(
                  chosen.id(), chosen.label(), document.content().format(), request.bytes())));
    }
    State state = operations.isEmpty() ? State.UNCHANGED : State.UPDATED;
    rows.add("anchor", chosen.id(), known == null ? State.CREATED : state, null);
    rows.add(
        "version",
        chosen.id() + "@" + chosen.label(),
        chosen.fresh() ? State.CREATED : State.UNCHANGED,
        null);
    return chosen;
  }

  /**
   * The same source and the same title are the same anchor. A source alone says too little, because
   * many a repository has an openapi.yaml, and taking another API's anchor would switch its
   * endpoints off.
   */
  private Optional<Anchor> known(String slug, @Nullable String source) {
    List<Anchor> titled = numbered(slug);
    boolean counted = titled.stream().anyMatch(anchor -> keyOf(anchor).equals(slug));
    return titled.stream()
        // A number was only given to what came after the first of its name.
        .filter(anchor -> counted && Objects.equals(anchor.sourceHint(), source))
        .min(
            Comparator.comparing((Anchor anchor) -> anchor.deletedAt() != null)
                .thenComparing(anchor -> !keyOf(anchor).equals(slug)));
  }

  private static String keyOf(Anchor anchor) {
    return Name.of(anchor.anchorId()).key();
  }

  /** Tells of anchors that came from the same source as a new one, under other titles. */
  List<String> warnings(Chosen chosen, @Nullable String source) {
    if (source == null || chosen.known() != null) {
      return List.of();
    }
    return anchors.fromSource(source).stream()
        .filter(other -> other.deletedAt() == null)
        .map(other ->
            "The anchor "
                + Quoted.of(other.anchorId())
                + " came from the same source under another title and stays; delete it if the API"
                + " was renamed.")
        .toList();
  }

  private Chosen created(String slug, OpenApiDocument document) {
    Set<String> taken = new HashSet<>();
    numbered(slug).forEach(anchor -> taken.add(keyOf(anchor)));
    String id = slug;
    for (int n = 2; taken.contains(id); n++) {
      id = slug + "-" + n;
    }
    return new Chosen(id, null, label(document), true);
  }

  private Chosen reused(Anchor known, OpenApiDocument document) {
    if (document.content().contentHash().equals(known.contentHash())) {
      String label = Objects.requireNonNullElse(known.version(), "");
      return new Chosen(known.anchorId(), known, label, false);
    }
    String label = label(document);
    AnchorVersion same = versions.find(known.id(), label).orElse(null);
    if (same != null && same.contentHash().equals(document.content().contentHash())) {
      return new Chosen(known.anchorId(), known, label, false);
    }
    Set<String> taken = new HashSet<>(versions.labelsLike(known.id(), label));
    String free = label;
    for (int n = 2; taken.contains(free); n++) {
      free = label + "+" + n;
    }
    return new Chosen(known.anchorId(), known, free, true);
  }

  private List<Anchor> numbered(String slug) {
    return anchors.numbered(slug).stream()
        .filter(anchor -> {
          String key = keyOf(anchor);
          return key.equals(slug) || key.substring(slug.length()).matches("-[0-9]+");
        })
        .toList();
  }

  private static AnchorDraft draft(String id, OpenApiDocument document, OpenApiRequest request) {
    return new AnchorDraft(
        id,
        "api",
        document.description(),
        document.content().format(),
        request.source(),
        request.owner(),
        null,
        null,
        null);
  }

  /** The document's own version, made a label. */
  private static String label(OpenApiDocument document) {
    String version = document.version() == null ? "" : document.version();
    String plain = version.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String cut = plain.length() > LONGEST_LABEL ? plain.substring(0, LONGEST_LABEL) : plain;
    return cut.isEmpty() ? "1" : cut;
  }
}
