package com.nexus.ssot.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters of a call, in order. Immutable. */
public final class Query {
  private static final Query NONE = new Query(List.of());

  private final List<Parameter> parameters;

  private record Parameter(String name, String value) {}

  private Query(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /** No parameters. */
  public static Query none() {
    return NONE;
  }

  /** One parameter; none when the value is null. */
  public static Query of(String name, @Nullable Object value) {
    return NONE.and(name, value);
  }

  /** These and one more; a null value adds nothing. */
  public Query and(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, value.toString()));
    return new Query(List.copyOf(more));
  }

  /** These and those. */
  public Query and(Query others) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.addAll(others.parameters);
    return new Query(List.copyOf(more));
  }

  /** These, with every value of one name replaced. */
  Query with(String name, String value) {
    List<Parameter> others =
        parameters.stream().filter(parameter -> !parameter.name().equals(name)).toList();
    return new Query(others).and(name, value);
  }

  /** As it stands in an address, with its question mark; empty without parameters. */
  @Override
  public String toString() {
    return parameters.isEmpty()
        ? ""
        : parameters.stream()
            .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** Percent-encodes text for a path segment or a parameter. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
