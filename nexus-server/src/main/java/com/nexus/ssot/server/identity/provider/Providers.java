package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.identity.login.LoginLinks;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The providers that are set, in the order in which they are shown. Immutable. */
final class Providers implements LoginLinks {
  /** Where a login begins, before the provider's name. */
  static final String BEGIN = "/oauth2/authorization/";

  /** Where a browser comes back to, before the provider's name. */
  static final String COME_BACK = "/login/oauth2/code/";

  private final List<Provider> all;
  private final @Nullable URI baseUrl;

  Providers(List<Provider> all, @Nullable URI baseUrl) {
    this.all = List.copyOf(all);
    this.baseUrl = baseUrl;
  }

  @Override
  public List<Link> links() {
    return all.stream()
        .map(Provider::settings)
        .map(provider -> new Link(provider.label(), BEGIN + provider.name()))
        .toList();
  }

  /**
   * A provider by its name.
   *
   * @throws Fault {@code NOT_FOUND} when it is not set
   */
  Provider named(String name) {
    return all.stream()
        .filter(provider -> provider.settings().name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Fault.of(
                FaultCode.NOT_FOUND,
                "Nobody can sign in with that here.",
                List.of(
                    Cause.of(
                        "It is not among the login providers of this server.",
                        "Choose one on the page for signing in."))));
  }

  /** The one address that a provider sends browsers back to. */
  URI comeBack(Provider provider) {
    if (baseUrl == null) {
      throw new IllegalStateException("providers are set without a base address");
    }
    return URI.create(baseUrl + COME_BACK + provider.settings().name());
  }
}
