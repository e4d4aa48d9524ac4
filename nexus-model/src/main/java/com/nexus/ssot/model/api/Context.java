package com.nexus.ssot.model.api;

import com.nexus.ssot.model.governance.ApprovalRules;
import com.nexus.ssot.model.governance.ChangeWindows;
import com.nexus.ssot.model.governance.NamingRules;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A context as it stands. Fields of the same name are explained at {@link ContextDraft}.
 *
 * @param revision counts the changes of this object, from 1
 * @param changeId the change that made this revision
 */
public record Context(
    UUID id,
    String name,
    @Nullable String description,
    List<String> permissions,
    boolean approvalRequired,
    boolean autoExpire,
    @Nullable NamingRules naming,
    @Nullable ApprovalRules approvals,
    @Nullable ChangeWindows changeWindows,
    ContextMode mode,
    boolean isPublic,
    boolean fallback,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    UUID changeId,
    @Nullable Instant deletedAt)
    implements Registered {}
