package com.nexus.ssot.server.registry.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses that services stand at. */
public final class BaseUrl {
  private static final int LONGEST = 2048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private BaseUrl() {}

  /** What is wrong with an address; empty when nothing is. */
  public static Optional<String> problem(String url) {
    if (url.length() > LONGEST) {
      return Optional.of("it has more than " + LONGEST + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("it is not an address");
    }
    if (uri.getScheme() == null
        || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      return Optional.of("it is not an absolute http or https address");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("it carries a credential");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return Optional.of("it has a query or a fragment");
    }
    return Optional.empty();
  }
}
