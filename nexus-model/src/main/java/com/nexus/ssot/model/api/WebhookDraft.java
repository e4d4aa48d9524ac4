package com.nexus.ssot.model.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a webhook.
 *
 * @param url where events are posted: {@code https}, outside production also {@code http} to this
 *     machine
 * @param events patterns of what is told: {@code *}, {@code alias.*} or {@code alias.update}
 * @param contexts names of contexts; all when not given, or {@code *}
 * @param active whether anything is sent; true when not given
 */
public record WebhookDraft(
    String name,
    String url,
    List<String> events,
    @Nullable List<String> contexts,
    @Nullable Boolean active,
    @Nullable String description) {}
