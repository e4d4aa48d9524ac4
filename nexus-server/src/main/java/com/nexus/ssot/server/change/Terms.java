package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.ApplyMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How and when a change is to take effect.
 *
 * @param draft whether nobody is asked yet
 * @param apply who applies it once people approved it; where nobody is asked it takes effect at
 *     once in any case
 * @param notBefore when it may take effect at the earliest
 * @param notAfter when it may take effect at the latest
 * @param reverts the change that it takes back
 */
public record Terms(
    boolean draft,
    ApplyMode apply,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable UUID reverts) {

  /** As soon as it is approved. */
  public static final Terms USUAL = new Terms(false, ApplyMode.AUTO, null, null, null);

  /** As soon as somebody applies what was approved. */
  public static final Terms MANUAL = new Terms(false, ApplyMode.MANUAL, null, null, null);
}
