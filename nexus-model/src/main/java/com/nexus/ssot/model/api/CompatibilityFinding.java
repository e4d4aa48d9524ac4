package com.nexus.ssot.model.api;

import com.nexus.ssot.model.openapi.CompatibilityRule;
import com.nexus.ssot.model.openapi.Direction;
import com.nexus.ssot.model.openapi.Finding;
import com.nexus.ssot.model.openapi.Severity;
import com.nexus.ssot.model.openapi.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two versions of an anchor.
 *
 * @param direction who is asked about
 * @param against label of the earlier version
 * @param method of the operation; null where the whole document is meant
 * @param path of the operation, or the webhook's name
 * @param side which way the data travels; null where the operation as such is meant
 * @param pointer JSON pointer into the document
 * @param document the document that the pointer leads into
 * @param message what differs and who is hurt
 * @param aliases that lead to the operation or to the anchor, as {@code context/alias}; those that
 *     the caller may read, at most twenty
 * @param aliasCount how many such aliases there are
 */
public record CompatibilityFinding(
    CompatibilityRule rule,
    Severity severity,
    Direction direction,
    String against,
    @Nullable String method,
    @Nullable String path,
    @Nullable String operationId,
    @Nullable Side side,
    String pointer,
    String document,
    String message,
    List<String> aliases,
    int aliasCount) {

  /** A finding without its aliases. */
  public static CompatibilityFinding of(Finding found, Direction direction, String against) {
    return new CompatibilityFinding(
        found.rule(),
        found.severity(),
        direction,
        against,
        found.method(),
        found.path(),
        found.operationId(),
        found.side(),
        found.pointer(),
        found.document(),
        found.message(),
        List.of(),
        0);
  }

  /** The same with the aliases that lead there. */
  public CompatibilityFinding reachedBy(List<String> names, int count) {
    return new CompatibilityFinding(
        rule,
        severity,
        direction,
        against,
        method,
        path,
        operationId,
        side,
        pointer,
        document,
        message,
        names,
        count);
  }

  /** The operation in words; the document where the whole of it is meant. */
  public String place() {
    return method == null ? "the document" : method + " " + path;
  }
}
