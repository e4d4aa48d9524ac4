package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.openapi.OpenApiProblems;
import com.nexus.ssot.server.registry.Causes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What levels of compatibility anchors can have, and what they ask of contents. */
final class Levels {
  private static final String ONLY = "only OpenAPI 3.0 and 3.1 documents can be compared";

  private Levels() {}

  /** The level an anchor of a format has; null while there is no format. */
  static @Nullable CompatibilityLevel of(
      @Nullable CompatibilityLevel said, String format, Causes causes) {
    boolean open = format.equals(Formats.UNSPECIFIED);
    if (said == null) {
      return open ? null : usual(Formats.isOpenApi(format));
    }
    if (said != CompatibilityLevel.NONE && !open && !Formats.isOpenApi(format)) {
      causes.add("/compatibility", ONLY, "use NONE, or give the anchor the format of its content");
    }
    return said;
  }

  /** The level an anchor has for a new version: what was left open is settled by the first. */
  static CompatibilityLevel of(Anchor anchor, Content content) {
    CompatibilityLevel level = anchor.compatibility();
    return level == null ? usual(isOpenApi(content.tree())) : level;
  }

  private static CompatibilityLevel usual(boolean comparable) {
    return comparable ? CompatibilityLevel.BACKWARD : CompatibilityLevel.NONE;
  }

  /** Whether a content can be compared. */
  static boolean isOpenApi(@Nullable JsonNode tree) {
    String version = tree == null ? "" : tree.path("openapi").asString("");
    return version.startsWith("3.0") || version.startsWith("3.1");
  }

  /**
   * Refuses content that could not be compared with what follows.
   *
   * @throws Fault {@code INVALID} with every cause and its place, or {@code MALFORMED}
   */
  static void requireComparable(byte[] bytes, Content content) {
    JsonNode tree = content.tree();
    if (tree == null) {
      Content.parse(bytes, Content.looksLikeJson(bytes), "document");
    }
    List<Cause> causes =
        tree == null || !isOpenApi(tree)
            ? List.of(Cause.at("/openapi", ONLY, "set the anchor's compatibility to NONE"))
            : OpenApiProblems.of(tree);
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The document cannot be compared", causes);
    }
  }

  /** Whether less is demanded than before. */
  static boolean isLowered(
      @Nullable CompatibilityLevel before, @Nullable CompatibilityLevel after) {
    return !orNone(after).demands(orNone(before));
  }

  private static CompatibilityLevel orNone(@Nullable CompatibilityLevel level) {
    return Objects.requireNonNullElse(level, CompatibilityLevel.NONE);
  }

  /** Why people are asked whether less may be demanded. */
  static List<String> whyPeople(Anchor before, AnchorDraft after, int aliases) {
    return aliases == 0
        ? List.of()
        : List.of(
            "The compatibility of the anchor '%s' is lowered from %s to %s, and %s."
                .formatted(
                    before.anchorId(),
                    orNone(before.compatibility()),
                    orNone(after.compatibility()),
                    Leads.count(aliases)));
  }
}
