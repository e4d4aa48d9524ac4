package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.net.IpRange;
import com.nexus.ssot.model.net.IpRanges;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code firewall_rules} as lists of addresses. Only rules for the port of this server
 * can be kept by it; it has nothing to say about others. Used once.
 */
final class FirewallRules {
  private static final List<IpRange> ANY =
      List.of(IpRange.parse("0.0.0.0/0").orElseThrow(), IpRange.parse("::/0").orElseThrow());
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Values values;
  private final Problems problems;
  private final int port;
  private final @Nullable URI baseUrl;

  FirewallRules(Values values, Problems problems, int port, @Nullable URI baseUrl) {
    this.values = values;
    this.problems = problems;
    this.port = port;
    this.baseUrl = baseUrl;
  }

  /**
   * Adds what the rules say.
   *
   * @param allowed gets the sources of all rules that allow, as one more list
   * @param blocked gets the sources of rules that deny
   */
  void read(List<IpRanges> allowed, List<IpRange> blocked) {
    List<IpRange> sources = new ArrayList<>();
    for (int i = 0; values.get(SecurityFile.RULES + "." + i).isPresent(); i++) {
      Value rule = values.get(SecurityFile.RULES + "." + i).orElseThrow();
      String[] words = rule.text().split(" ", 3);
      if (isOurs(words[0], rule.at())) {
        (words[1].equals("allow") ? sources : blocked).addAll(source(words[2], rule.at()));
      }
    }
    if (!sources.isEmpty()) {
      allowed.add(new IpRanges(sources));
    }
  }

  private boolean isOurs(String written, String at) {
    boolean ours =
        written.equals(Integer.toString(port))
            || (baseUrl != null && written.equals(Integer.toString(outerPort(baseUrl))));
    if (!ours) {
      problems.add(
          at,
          "A rule is about port " + written + ", where this server does not listen.",
          "Remove it here; give it to the machine's firewall, or to a NetworkPolicy.");
    }
    return ours;
  }

  private static int outerPort(URI url) {
    return url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? HTTPS : HTTP;
  }

  private List<IpRange> source(String written, String at) {
    if (written.equals("any")) {
      return ANY;
    }
    Optional<IpRange> range = IpRange.parse(written);
    if (range.isEmpty()) {
      Value source = new Value(written, at);
      problems.add(
          at,
          "The source " + Values.quoted(source) + " is neither any nor a range of addresses.",
          "Names stand for nothing here: write the addresses, such as 10.0.0.0/8.");
    }
    return range.map(List::of).orElse(List.of());
  }
}
