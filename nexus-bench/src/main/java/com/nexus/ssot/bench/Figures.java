package com.nexus.ssot.bench;

import java.util.List;

/** Arithmetic on measured figures. */
final class Figures {
  private Figures() {}

  /** The middle value; the mean of the two middle ones for an even count. */
  static double median(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
