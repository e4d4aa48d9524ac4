package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.EndpointDraft;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.TargetKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.ObjectNames;
import com.nexus.ssot.server.registry.ObjectType;
import com.nexus.ssot.server.registry.Stamp;
import com.nexus.ssot.server.registry.UseTable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the common writes must know about endpoints. Thread-safe. */
@Component
public final class EndpointType implements ObjectType<Endpoint, EndpointDraft> {
  /** Methods an endpoint can have. */
  public static final Set<String> METHODS =
      Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

  /** What a path looks like. */
  public static final Pattern PATH = Pattern.compile("/[^\\s\\p{Cntrl}]{0,499}");

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,19}");

  private final EndpointTable table;
  private final UseTable uses;

  EndpointType(EndpointTable table, UseTable uses) {
    this.table = table;
    this.uses = uses;
  }

  @Override
  public String word() {
    return "endpoint";
  }

  @Override
  public Class<EndpointDraft> draft() {
    return EndpointDraft.class;
  }

  @Override
  public ObjectKind kind() {
    return ObjectKind.ANCHOR;
  }

  @Override
  public Verb verb() {
    return Verb.WRITE;
  }

  @Override
  public String nameField() {
    return "name";
  }

  @Override
  public String nameIn(EndpointDraft draft) {
    return draft.name();
  }

  @Override
  public String nameOf(Endpoint endpoint) {
    return endpoint.name();
  }

  @Override
  public Optional<Endpoint> lock(String key) {
    return table.lock(key);
  }

  @Override
  public EndpointDraft checked(EndpointDraft draft, @Nullable Endpoint before) {
    Causes causes = new Causes();
    Name name = ObjectNames.check("/name", draft.name(), causes);
    if (!METHODS.contains(draft.method())) {
      causes.add("/method", "it is not an HTTP method in capitals", "use one of " + METHODS);
    }
    causes.word(
        "/path", draft.path(), PATH, "use at most 500 characters, begin with /, without spaces");
    String version = draft.version() == null ? "v1" : draft.version();
    causes.word("/version", version, VERSION, "use at most 20 characters, such as v1");
    String description = causes.text("/description", draft.description(), 4000);
    EndpointTable.Referred referred = referred(draft, causes);
    causes.refuse("The endpoint");
    return new EndpointDraft(
        name.shown(),
        referred.anchor(),
        referred.service(),
        draft.method(),
        draft.path(),
        version,
        description,
        draft.isActive() == null || draft.isActive());
  }

  private EndpointTable.Referred referred(EndpointDraft draft, Causes causes) {
    if (draft.anchor() == null && draft.service() == null) {
      return new EndpointTable.Referred(null, null);
    }
    EndpointTable.Referred found = table.referred(draft.anchor(), draft.service());
    if (draft.anchor() != null && found.anchor() == null) {
      causes.add("/anchor", "there is no anchor '" + draft.anchor() + "'", "create it first");
    }
    if (draft.service() != null && found.service() == null) {
      causes.add("/service", "there is no service '" + draft.service() + "'", "create it first");
    }
    return found;
  }

  @Override
  public EndpointDraft draftOf(Endpoint endpoint) {
    return new EndpointDraft(
        endpoint.name(),
        endpoint.anchor(),
        endpoint.service(),
        endpoint.method(),
        endpoint.path(),
        endpoint.version(),
        endpoint.description(),
        endpoint.isActive());
  }

  @Override
  public Endpoint made(EndpointDraft checked, Stamp stamp, @Nullable Endpoint before) {
    return new Endpoint(
        stamp.id(),
        checked.name(),
        checked.anchor(),
        checked.service(),
        checked.method(),
        checked.path(),
        Objects.requireNonNull(checked.version()),
        checked.description(),
        checked.isActive() == null || checked.isActive(),
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        stamp.changeId(),
        stamp.deletedAt());
  }

  @Override
  public void requireUnused(Endpoint endpoint, UUID changeId) {
    uses.requireNoAlias(TargetKind.ENDPOINT, endpoint.name(), "endpoint");
  }

  @Override
  public void insert(Endpoint endpoint, Actor by, Writes writes) {
    EndpointTable.insert(endpoint, by, writes);
  }

  @Override
  public void update(Endpoint endpoint, Actor by, Writes writes) {
    EndpointTable.update(endpoint, by, writes);
  }
}
