package com.nexus.ssot.gateway;

import com.nexus.ssot.model.access.Reach;
import com.nexus.ssot.model.net.AllowedFrom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token allows.
 *
 * @param principalId whose token it is; null when it is not known
 * @param readable the contexts whose names may be read with it
 * @param allowedFrom where it works from, for each key that it was made from; each must admit the
 *     caller
 * @param expiresAt when it stops being valid
 */
public record TokenGrant(
    @Nullable UUID principalId, Reach readable, List<AllowedFrom> allowedFrom, Instant expiresAt)
    implements Reader {

  /** A token of which it is not known whose it is. */
  public TokenGrant(Reach readable, List<AllowedFrom> allowedFrom, Instant expiresAt) {
    this(null, readable, allowedFrom, expiresAt);
  }

  public TokenGrant {
    allowedFrom = List.copyOf(allowedFrom);
  }

  @Override
  public boolean reads(String contextKey) {
    return readable.has(contextKey);
  }
}
