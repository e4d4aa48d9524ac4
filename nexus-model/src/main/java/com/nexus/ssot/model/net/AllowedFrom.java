package com.nexus.ssot.model.net;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a credential works from.
 *
 * @param addresses the caller's addresses; any when there are none
 * @param certificates SHA-256 of the public keys, in small hexadecimal digits, of which the caller
 *     must have proved one with a client certificate; no proof is needed when there are none
 */
public record AllowedFrom(IpRanges addresses, Set<String> certificates) {
  /** From everywhere. */
  public static final AllowedFrom ANYWHERE = new AllowedFrom(IpRanges.NONE, Set.of());

  /** From where it says, whatever the set becomes later. */
  public AllowedFrom {
    certificates = Set.copyOf(certificates);
  }

  /** Whether it says nothing. */
  public boolean isAnywhere() {
    return addresses.isEmpty() && certificates.isEmpty();
  }

  /**
   * Whether it works for a caller.
   *
   * @param address null where nobody knows it, as inside the server
   * @param certificate the hash of the key that the caller proved; null for none
   */
  public boolean admit(@Nullable String address, @Nullable String certificate) {
    return addresses.admit(address)
        && (certificates.isEmpty() || (certificate != null && certificates.contains(certificate)));
  }
}
