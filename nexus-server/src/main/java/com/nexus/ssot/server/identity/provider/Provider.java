package com.nexus.ssot.server.identity.provider;

import com.nexus.ssot.server.settings.LoginProvider;
import java.net.URI;
import java.util.Set;

/** A place where people prove who they are. Implementations are thread-safe. */
interface Provider {

  LoginProvider settings();

  /**
   * Where a browser is sent to begin.
   *
   * @param comeBack where the provider sends it afterwards
   * @throws com.nexus.ssot.model.fault.Fault {@code UNAVAILABLE} when the provider cannot be asked
   */
  URI address(Pending pending, URI comeBack);

  /** How the provider may call itself where it sends a browser back. */
  Set<String> issuers();

  /** Whether it always says there who it is. */
  boolean alwaysSaysIssuer();

  /** Whether it can say when somebody proved who they are; without that nothing is fresh. */
  boolean canSayWhen();

  /**
   * Who signed in.
   *
   * @param code what the provider gave the browser
   * @throws com.nexus.ssot.model.fault.Fault {@code UNAVAILABLE} when the provider cannot be asked,
   *     {@code UNAUTHENTICATED} when its answer cannot be believed
   */
  Vouched vouched(String code, Pending pending, URI comeBack);
}
