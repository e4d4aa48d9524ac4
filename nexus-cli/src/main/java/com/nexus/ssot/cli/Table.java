package com.nexus.ssot.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Rows in columns that fit the terminal. */
final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private final List<Column> columns;
  private final Cells cells;
  private final int width;

  /** A table; width 0 is as wide as it needs to be. */
  Table(List<Column> columns, Cells cells, int width) {
    this.columns = columns;
    this.cells = cells;
    this.width = width;
  }

  /** Prints heading and rows; stops when nobody reads on. */
  void print(Iterator<JsonNode> rows, int measured, PrintStream out) {
    List<List<String>> first = new ArrayList<>();
    while (rows.hasNext() && first.size() < measured) {
      first.add(cells(rows.next()));
    }
    if (first.isEmpty()) {
      return;
    }
    int[] widths = widths(first);
    out.println(line(columns.stream().map(Column::title).toList(), widths));
    first.forEach(row -> out.println(line(row, widths)));
    while (rows.hasNext() && !out.checkError()) {
      out.println(line(cells(rows.next()), widths));
    }
  }

  private List<String> cells(JsonNode row) {
    return columns.stream().map(column -> cells.text(column.in(row))).toList();
  }

  private int[] widths(List<List<String>> rows) {
    int[] widths = columns.stream().mapToInt(column -> column.title().length()).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    if (width > 0) {
      narrow(widths, width - GAP.length() * (widths.length - 1));
    }
    return widths;
  }

  /** Takes from the widest column until all fit, or none can give more. */
  private static void narrow(int[] widths, int room) {
    int sum = 0;
    for (int each : widths) {
      sum += each;
    }
    for (; sum > room; sum--) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
    }
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = width > 0 ? cut(row.get(i), widths[i]) : row.get(i);
      line.append(cell).repeat(' ', Math.max(0, widths[i] - length(cell)) + GAP.length());
    }
    return line.toString().stripTrailing();
  }

  static String cut(String text, int most) {
    return length(text) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
