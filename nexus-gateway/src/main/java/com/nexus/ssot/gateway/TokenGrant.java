package com.nexus.ssot.gateway;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.net.AllowedFrom;
import java.time.Instant;
import java.util.List;

/**
 * What a verified token allows.
 *
 * @param readable the contexts whose names may be read with it
 * @param allowedFrom where it works from, for each key that it was made from; each must admit the
 *     caller
 * @param expiresAt when it stops being valid
 */
public record TokenGrant(Reach readable, List<AllowedFrom> allowedFrom, Instant expiresAt)
    implements Reader {

  public TokenGrant {
    allowedFrom = List.copyOf(allowedFrom);
  }

  @Override
  public boolean reads(String contextKey) {
    return readable.has(contextKey);
  }
}
