package com.nexus.ssot.server.http;

import java.util.regex.Pattern;

/**
 * A page of our own documentation as HTML: headings, paragraphs, lists, code and bold text.
 * Headings can be linked to by their text. Everything else is shown as it stands.
 *
 * @param markdown the text
 */
record MarkdownPage(String markdown) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
  private static final Pattern EMPHASIS = Pattern.compile("\\*([^*]+)\\*");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\((https://[^)\\s]+)\\)");

  /** The page. */
  String html() {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    html.append("<title>").append(title()).append("</title>\n");
    html.append("<link rel=\"stylesheet\" href=\"/docs/assets/docs.css\">\n<main>\n");
    for (String block : markdown.replace("\r", "").split("\n\\s*\n", -1)) {
      block(block.strip(), html);
    }
    return html.append("</main>\n</html>\n").toString();
  }

  private String title() {
    return markdown
        .lines()
        .filter(line -> line.startsWith("# "))
        .findFirst()
        .map(line -> escape(line.substring(2)))
        .orElse("Documentation");
  }

  private static void block(String block, StringBuilder html) {
    if (block.startsWith("#")) {
      String heading = block.lines().findFirst().orElse("");
      int level = heading.length() - heading.replaceFirst("^#+", "").length();
      String text = heading.substring(level).strip();
      html.append("<h%d id=\"%s\">%s</h%d>\n".formatted(level, escape(text), inline(text), level));
      String rest = block.substring(heading.length()).strip();
      if (!rest.isEmpty()) {
        block(rest, html);
      }
    } else if (block.startsWith("- ")) {
      html.append("<ul>\n");
      block
          .lines()
          .forEach(line ->
              html.append("<li>").append(inline(line.replaceFirst("^- ", ""))).append("\n"));
      html.append("</ul>\n");
    } else if (!block.isEmpty()) {
      html.append("<p>").append(inline(block)).append("</p>\n");
    }
  }

  private static String inline(String text) {
    String html = escape(text);
    html = CODE.matcher(html).replaceAll("<code>$1</code>");
    html = LINK.matcher(html).replaceAll("<a href=\"$2\" rel=\"noreferrer\">$1</a>");
    html = BOLD.matcher(html).replaceAll("<strong>$1</strong>");
    return EMPHASIS.matcher(html).replaceAll("<em>$1</em>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
