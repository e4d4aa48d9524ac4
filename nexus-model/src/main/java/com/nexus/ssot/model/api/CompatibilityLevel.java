package com.nexus.ssot.model.api;

import com.nexus.ssot.model.openapi.Direction;
import java.util.List;

/** What new versions of an anchor must be compatible with. */
public enum CompatibilityLevel {
  /** With nothing; what they break is recorded. */
  NONE(List.of(), false),
  /** Callers of the newest version go on working. */
  BACKWARD(List.of(Direction.BACKWARD), false),
  /** Callers of the new version can still be answered by the one before. */
  FORWARD(List.of(Direction.FORWARD), false),
  /** Both. */
  FULL(List.of(Direction.BACKWARD, Direction.FORWARD), false),
  /** Callers of all versions go on working. */
  BACKWARD_TRANSITIVE(List.of(Direction.BACKWARD), true),
  /** Callers of the new version can still be answered by all before. */
  FORWARD_TRANSITIVE(List.of(Direction.FORWARD), true),
  /** Both. */
  FULL_TRANSITIVE(List.of(Direction.BACKWARD, Direction.FORWARD), true);

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Direction> directions;

  private final boolean transitive;

  CompatibilityLevel(List<Direction> directions, boolean transitive) {
    this.directions = directions;
    this.transitive = transitive;
  }

  /** Who is asked about. */
  public List<Direction> directions() {
    return directions;
  }

  /** Whether all earlier versions count, and not the newest alone. */
  public boolean transitive() {
    return transitive;
  }

  /** Whether everything that another level demands is demanded. */
  public boolean demands(CompatibilityLevel other) {
    return directions.containsAll(other.directions) && (transitive || !other.transitive);
  }
}
