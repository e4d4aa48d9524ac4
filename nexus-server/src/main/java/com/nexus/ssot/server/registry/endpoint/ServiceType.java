package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Service;
import com.nexus.ssot.model.api.ServiceDraft;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Pointer;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.registry.Causes;
import com.nexus.ssot.server.registry.ObjectNames;
import com.nexus.ssot.server.registry.ObjectType;
import com.nexus.ssot.server.registry.Stamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the common writes must know about services. Thread-safe. */
@Component
final class ServiceType implements ObjectType<Service, ServiceDraft> {
  private static final int MOST_URLS = 100;
  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,49}");

  private final ServiceTable table;
  private final EndpointTable endpoints;

  ServiceType(ServiceTable table, EndpointTable endpoints) {
    this.table = table;
    this.endpoints = endpoints;
  }

  @Override
  public String word() {
    return "service";
  }

  @Override
  public Class<ServiceDraft> draft() {
    return ServiceDraft.class;
  }

  @Override
  public ObjectKind kind() {
    return ObjectKind.SERVICE;
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
  public String nameIn(ServiceDraft draft) {
    return draft.name();
  }

  @Override
  public String nameOf(Service service) {
    return service.name();
  }

  @Override
  public Optional<Service> lock(String key) {
    return table.lock(key);
  }

  @Override
  public ServiceDraft checked(ServiceDraft draft, @Nullable Service before) {
    Causes causes = new Causes();
    Name name = ObjectNames.check("/name", draft.name(), causes);
    Map<String, String> urls = baseUrls(draft.baseUrls(), causes);
    if (draft.healthCheck() != null) {
      causes.word(
          "/health_check",
          draft.healthCheck(),
          EndpointType.PATH,
          "use a path of at most 500 characters that begins with /");
    }
    String description = causes.text("/description", draft.description(), 4000);
    String owner = causes.text("/owner", draft.owner(), 255);
    Map<String, String> labels = causes.labels(draft.labels());
    causes.refuse("The service");
    return new ServiceDraft(name.shown(), description, urls, draft.healthCheck(), owner, labels);
  }

  private static Map<String, String> baseUrls(@Nullable Map<String, String> given, Causes causes) {
    Map<String, String> urls = new TreeMap<>(given == null ? Map.of() : given);
    if (urls.size() > MOST_URLS) {
      causes.add("/base_urls", "there are " + urls.size(), "use at most " + MOST_URLS);
    }
    urls.forEach((environment, url) -> {
      String at = Pointer.child("/base_urls", environment);
      causes.word(at, environment, ENVIRONMENT, "name an environment such as production");
      BaseUrl.problem(url)
          .ifPresent(
              problem -> causes.add(at, problem, "use an address such as https://host/path"));
    });
    return urls;
  }

  @Override
  public ServiceDraft draftOf(Service service) {
    return new ServiceDraft(
        service.name(),
        service.description(),
        service.baseUrls(),
        service.healthCheck(),
        service.owner(),
        service.labels());
  }

  @Override
  public Service made(ServiceDraft checked, Stamp stamp, @Nullable Service before) {
    return new Service(
        stamp.id(),
        checked.name(),
        checked.description(),
        Objects.requireNonNull(checked.baseUrls()),
        checked.healthCheck(),
        checked.owner(),
        Objects.requireNonNull(checked.labels()),
        stamp.revision(),
        stamp.createdAt(),
        stamp.updatedAt(),
        stamp.changeId(),
        stamp.deletedAt());
  }

  @Override
  public void requireUnused(Service service, UUID changeId) {
    List<String> used = endpoints.answeredBy(Name.of(service.name()).key());
    if (!used.isEmpty()) {
      throw Fault.of(
          FaultCode.IN_USE,
          "Endpoints still name the service '" + service.name() + "'",
          used.stream()
              .map(name ->
                  Cause.of(
                      "the endpoint '" + name + "' names it",
                      "delete or change the endpoint first"))
              .toList());
    }
  }

  @Override
  public void insert(Service service, Actor by, Writes writes) {
    ServiceTable.insert(service, by, writes);
  }

  @Override
  public void update(Service service, Actor by, Writes writes) {
    ServiceTable.update(service, by, writes);
  }
}
