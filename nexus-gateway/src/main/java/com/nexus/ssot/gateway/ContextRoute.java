package com.nexus.ssot.gateway;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.name.Name;
import java.util.UUID;

/**
 * What the data plane must know of a context.
 *
 * @param key the key of its name
 * @param shown its name as written
 * @param isPublic whether names resolve here without a credential
 * @param fallback whether a name unknown here is looked up in {@code default}
 * @param deleted whether it is gone
 */
public record ContextRoute(
    UUID id,
    int revision,
    String key,
    String shown,
    boolean isPublic,
    boolean fallback,
    boolean deleted)
    implements GatewayChange {

  /** The same from a context as the API shows it. */
  public static ContextRoute of(Context context) {
    Name name = Name.of(context.name());
    return new ContextRoute(
        context.id(),
        context.revision(),
        name.key(),
        name.shown(),
        context.isPublic(),
        context.fallback(),
        context.deletedAt() != null);
  }
}
