package com.nexus.ssot.server.registry.alias;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Body of an update.
 *
 * @param context where; {@code default} when not given
 * @param patch an RFC 7396 merge patch of {@link com.nexus.ssot.model.api.AliasDraft}
 */
record AliasPatch(String alias, @Nullable String context, JsonNode patch) {}
