package com.nexus.ssot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One record, a line for each field. */
final class Sheet {
  private static final int NARROWEST_VALUE = 20;

  private Sheet() {}

  static String of(JsonNode node, Cells cells, int width) {
    if (!node.isObject()) {
      return cells.text(node) + "\n";
    }
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      add(lines, field.getKey(), field.getValue(), cells);
    }
    int label = lines.stream().mapToInt(line -> line.getKey().length()).max().orElse(0);
    StringBuilder sheet = new StringBuilder();
    for (Map.Entry<String, String> line : lines) {
      sheet.append(line.getKey()).repeat(' ', label - line.getKey().length() + 2);
      wrap(sheet, line.getValue(), label + 2, width);
    }
    return sheet.toString();
  }

  private static void add(
      List<Map.Entry<String, String>> lines, String field, JsonNode value, Cells cells) {
    String name = Cells.clean(field);
    if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
      for (int i = 0; i < value.size(); i++) {
        lines.add(Map.entry(i == 0 ? name : "", cells.text(value.get(i))));
      }
    } else {
      String text = cells.text(value);
      if (!text.isEmpty()) {
        lines.add(Map.entry(name, text));
      }
    }
  }

  private static void wrap(StringBuilder sheet, String text, int indent, int width) {
    int room = width == 0 ? Integer.MAX_VALUE : Math.max(NARROWEST_VALUE, width - indent);
    String rest = text;
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : room;
      sheet.append(rest, 0, end).append('\n').repeat(' ', indent);
      rest = rest.substring(end).stripLeading();
    }
    sheet.append(rest).append('\n');
  }
}
