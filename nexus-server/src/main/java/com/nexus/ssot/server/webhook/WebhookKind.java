package com.nexus.ssot.server.webhook;

import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import java.util.function.BiFunction;

/**
 * One governed write of webhooks. Immutable.
 *
 * @param <B> the body
 */
final class WebhookKind<B> implements ChangeKind<B> {
  private final String name;
  private final Class<B> body;
  private final BiFunction<B, PlanScope, Planned> plan;

  WebhookKind(String name, Class<B> body, BiFunction<B, PlanScope, Planned> plan) {
    this.name = name;
    this.body = body;
    this.plan = plan;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<B> body() {
    return body;
  }

  @Override
  public Planned plan(B asked, PlanScope scope) {
    return plan.apply(asked, scope);
  }
}
