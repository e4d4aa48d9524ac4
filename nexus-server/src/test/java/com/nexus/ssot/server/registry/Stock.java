package com.nexus.ssot.server.registry;

import com.nexus.ssot.model.api.AliasDraft;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.model.api.EndpointDraft;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.governance.NamingRules;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.change.Changes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.change.Outcome;
import com.nexus.ssot.server.change.Proposal;
import com.nexus.ssot.server.identity.Callers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Puts contexts, anchors and endpoints of unique names into a server that tests share. */
public final class Stock {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime() & 0xffffff, 36);

  private final Changes changes;
  private final Actor admin;

  /** Of a server. */
  public Stock(TestServer server) {
    this(
        server.bean(Changes.class),
        server
            .bean(Callers.class)
            .authenticate(server.adminKey(), new Actor.Origin("127.0.0.1", "test", "stock", null))
            .orElseThrow());
  }

  /** Of an engine. */
  public Stock(Changes changes, Actor admin) {
    this.changes = changes;
    this.admin = admin;
  }

  /** A name that nobody else uses. */
  public static String unique(String word) {
    return word + "-" + RUN + "-" + NUMBER.incrementAndGet();
  }

  /** The administrator. */
  public Actor admin() {
    return admin;
  }

  /** The administrator with less rights: only these verbs, only in these contexts. */
  public Actor limitedTo(Set<Verb> verbs, String... contexts) {
    return new Actor(
        admin.principalId(),
        admin.subject(),
        null,
        PrincipalKind.SERVICE,
        "limited",
        new Actor.Credential(admin.via(), verbs, Set.of(contexts), null),
        Actor.Origin.INTERNAL);
  }

  /** Does one thing. */
  public Outcome does(String kind, Object body) {
    return changes.propose(Proposal.of(admin, Operation.of(kind, body)));
  }

  /** A context without rules of its own. */
  public String context() {
    return context(false, List.of(), false, null);
  }

  /** A context. */
  public String context(
      boolean autoExpire,
      List<String> permissions,
      boolean fallback,
      @Nullable NamingRules naming) {
    String name = unique("ctx");
    does(
        "context.create",
        new ContextDraft(
            name, null, permissions, false, autoExpire, naming, null, false, fallback));
    return name;
  }

  /** An anchor. */
  public String anchor(String name) {
    does("anchor.create", new AnchorDraft(name, null, null, null, null, null, null, null, null));
    return name;
  }

  /** An endpoint. */
  public String endpoint(String name) {
    does(
        "endpoint.create", new EndpointDraft(name, null, null, "GET", "/things", null, null, null));
    return name;
  }

  /** An alias with nothing but a target. */
  public String alias(String context, String alias, String canonical) {
    does("alias.create", draft(context, alias, canonical));
    return alias;
  }

  /** What one says of an alias with nothing but a target. */
  public static AliasDraft draft(String context, String alias, String canonical) {
    return new AliasDraft(
        alias, context, canonical, null, null, null, null, null, null, null, null, null, null, null,
        null);
  }
}
