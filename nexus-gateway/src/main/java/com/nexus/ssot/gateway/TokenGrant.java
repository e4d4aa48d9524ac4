package com.nexus.ssot.gateway;

import com.nexus.ssot.model.access.Reach;
import java.time.Instant;

/**
 * What a verified token allows.
 *
 * @param readable the contexts whose names may be read with it
 * @param expiresAt when it stops being valid
 */
public record TokenGrant(Reach readable, Instant expiresAt) implements Reader {

  @Override
  public boolean reads(String contextKey) {
    return readable.has(contextKey);
  }
}
