package com.nexus.ssot.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.HealthComponent;
import com.nexus.ssot.server.base.HealthComponent.Health;
import com.nexus.ssot.server.base.HealthComponent.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells machines whether the server lives, whether it is ready, and how its parts are. */
@RestController
final class HealthResource {
  private final ObjectProvider<HealthComponent> components;
  private final ObjectProvider<Access> access;

  HealthResource(ObjectProvider<HealthComponent> components, ObjectProvider<Access> access) {
    this.components = components;
    this.access = access;
  }

  /**
   * How the server is.
   *
   * @param status {@code ok}; for those who may see the parts also {@code degraded} or {@code down}
   * @param components the parts; only for those who may see them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HealthAnswer(String status, @Nullable Map<String, Part> components) {}

  /** How a part is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Part(String status, @Nullable String detail) {}

  /** That the server is ready. */
  record Ready(String status) {}

  /** Says that the process lives, and to callers who may monitor, how its parts are. */
  @Open
  @GetMapping("/health")
  HealthAnswer health(@Nullable Actor actor) {
    if (actor == null
        || !access.getObject().allows(actor, Verb.MONITOR, ObjectKind.METRICS, null)) {
      return new HealthAnswer("ok", null);
    }
    Map<String, Part> parts = new TreeMap<>();
    State worst = State.OK;
    for (HealthComponent component : components) {
      Health health = look(component);
      parts.put(component.name(), new Part(word(health.state()), health.detail()));
      worst = health.state().compareTo(worst) > 0 ? health.state() : worst;
    }
    return new HealthAnswer(word(worst), parts);
  }

  /** Says whether requests can be sent here; if not, which part is the reason. */
  @Open
  @GetMapping("/ready")
  Ready ready() {
    List<Cause> causes = new ArrayList<>();
    components.stream()
        .filter(HealthComponent::neededToBeReady)
        .sorted(Comparator.comparing(HealthComponent::name))
        .filter(component -> look(component).state() == State.DOWN)
        .forEach(component -> causes.add(Cause.at(component.name(), "It is down.", null)));
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.UNAVAILABLE, "The server is not ready.", causes);
    }
    return new Ready("ready");
  }

  private static Health look(HealthComponent component) {
    try {
      return component.health();
    } catch (RuntimeException e) {
      return Health.down("It cannot say how it is.");
    }
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
