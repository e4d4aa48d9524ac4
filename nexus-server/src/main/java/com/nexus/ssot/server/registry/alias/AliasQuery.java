package com.nexus.ssot.server.registry.alias;

import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Sorts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of the list of aliases.
 *
 * @param context only those of this context
 * @param q words that the name or the description has, each of them; of less than three characters
 *     the name's beginning
 * @param label {@code name=value}; all of several must be there
 * @param expiresBefore only those that expire before
 * @param active whether they resolve now, as far as they alone decide it
 * @param anchor only those that lead straight to this anchor
 * @param deleted whether deleted ones are listed instead
 */
record AliasQuery(
    @Nullable String context,
    @Nullable String q,
    @Nullable String owner,
    List<String> label,
    @Nullable Instant expiresBefore,
    @Nullable Boolean active,
    @Nullable TargetKind targetKind,
    @Nullable String anchor,
    boolean deleted,
    @Sorts({"alias", "updated_at", "expires_at"}) PageRequest page) {}
