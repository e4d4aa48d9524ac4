package com.nexus.ssot.gateway;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.net.IpRanges;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token allows.
 *
 * @param readable the contexts whose names may be read with it
 * @param allowedFrom addresses that it works from, for each key that it was made from; each must
 *     admit the caller
 * @param expiresAt when it stops being valid
 */
public record TokenGrant(Reach readable, List<IpRanges> allowedFrom, Instant expiresAt)
    implements Reader {

  public TokenGrant {
    allowedFrom = List.copyOf(allowedFrom);
  }

  /** Whether it works from an address. */
  boolean worksFrom(@Nullable String address) {
    for (IpRanges ranges : allowedFrom) {
      if (!ranges.admit(address)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean reads(String contextKey) {
    return readable.has(contextKey);
  }
}
