package com.nexus.ssot.server.http;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A piece of a page. Whatever is put into it that is no such piece itself is shown as text.
 *
 * @param markup well-formed HTML
 */
public record Html(String markup) {
  /** Nothing at all. */
  public static final Html NOTHING = new Html("");

  private static final String PLACE = "{}";

  /**
   * A piece with values in it.
   *
   * @param markup our own HTML; each {@code {}} stands for the next value, in quotes where it is an
   *     attribute
   */
  public static Html of(String markup, Object... values) {
    StringBuilder html = new StringBuilder();
    int from = 0;
    for (Object value : values) {
      int at = markup.indexOf(PLACE, from);
      html.append(markup, from, at).append(shown(value));
      from = at + PLACE.length();
    }
    return new Html(html.append(markup.substring(from)).toString());
  }

  /** Pieces one after the other. */
  public static Html all(Collection<Html> pieces) {
    return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining()));
  }

  private static String shown(Object value) {
    return value instanceof Html html ? html.markup : escape(String.valueOf(value));
  }

  private static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(isUnseen(c) ? 0xfffd : c);
          }
        });
    return html.toString();
  }

  /** Controls, and what turns the direction of reading or cannot be seen. */
  private static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.FORMAT, Character.SURROGATE -> true;
      default -> false;
    };
  }
}
