package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Alias;
import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorVersion;
import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks one registry. Blocking, thread-safe, made to be shared and called from virtual threads;
 * every failure is a {@link SsotException}.
 *
 * <p>{@link #fromEnvironment} reads {@code SSOT_REGISTRY_URL}, {@code SSOT_API_KEY} or {@code
 * SSOT_API_KEY_FILE}, {@code MAX_RETRIES} (0 to 10, 3), {@code CONNECTION_POOL_SIZE} (at least 1,
 * 100) and {@code SSOT_DEADLINE_MS} (10,000). This client keeps no answers: {@code CACHE_TTL} and
 * {@code REDIS_URL} are settings of the operator that is built on it.
 *
 * <p>Questions, and POST requests that carry an {@code Idempotency-Key}, which is every one that
 * writes a single object, are sent again when the connection fails or the answer is 408, 429, 500,
 * 502, 503 or 504, after a random pause and never past the deadline.
 */
public final class NexusClient implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("com.nexus.ssot.client");

  private final ClientSettings settings;
  private final Transport transport;

  private NexusClient(ClientSettings settings, String agent, Consumer<String> warnings) {
    this.settings = settings;
    this.transport = new Transport(settings, agent);
    if (settings.key() != null && settings.plainOverNetwork()) {
      warnings.accept(
          "The key travels unprotected to " + settings.url() + "; use an https address.");
    }
  }

  /** A client as the environment describes it; a Fault {@code SETTING} names all that is wrong. */
  public static NexusClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  static NexusClient fromEnvironment(Map<String, String> environment) {
    return new NexusClient(
        ClientSettings.fromEnvironment(environment), Builder.AGENT, Builder::warn);
  }

  /** A client described in code. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * An address as clients use it, without a trailing slash; a Fault {@code SETTING} says what is
   * wrong with one that they would refuse.
   *
   * @param at where the address was given
   */
  public static URI address(String at, String address) {
    return ClientSettings.address(at, address);
  }

  /** Describes a client. Not thread-safe. */
  public static final class Builder {
    private static final String AGENT = "nexus-client";

    private @Nullable String url;
    private @Nullable String key;
    private int maxRetries = ClientSettings.DEFAULT_RETRIES;
    private int poolSize = ClientSettings.DEFAULT_POOL;
    private Duration deadline = ClientSettings.DEFAULT_DEADLINE;
    private String agent = AGENT;
    private Consumer<String> warnings = Builder::warn;

    private Builder() {}

    private static void warn(String message) {
      LOG.log(System.Logger.Level.WARNING, message);
    }

    /** The registry's address; may have a path. */
    public Builder url(String address) {
      this.url = address;
      return this;
    }

    /** The credential; without one only public names can be read. */
    public Builder key(@Nullable String credential) {
      this.key = credential;
      return this;
    }

    /** Attempts after the first, 0 to 10. */
    public Builder maxRetries(int attempts) {
      this.maxRetries = attempts;
      return this;
    }

    /** Most requests in flight. */
    public Builder poolSize(int requests) {
      this.poolSize = requests;
      return this;
    }

    /** Time for a whole operation, pauses included. */
    public Builder deadline(Duration time) {
      this.deadline = time;
      return this;
    }

    /** How this client calls itself. */
    public Builder agent(String name) {
      this.agent = name;
      return this;
    }

    /** Who hears of what is legal but unwise; the system's logger unless said otherwise. */
    public Builder onWarning(Consumer<String> listener) {
      this.warnings = listener;
      return this;
    }

    /** The client; a Fault {@code SETTING} names all that is wrong. */
    public NexusClient build() {
      return new NexusClient(
          ClientSettings.of(url, key, maxRetries, poolSize, deadline), agent, warnings);
    }
  }

  /** The registry's address. */
  public URI url() {
    return settings.url();
  }

  /** Places where names hold. */
  public Records<Context> contexts() {
    return new Records<>(transport, "contexts", Query.none(), Context.class);
  }

  /** What answers endpoints. */
  public Records<Service> services() {
    return new Records<>(transport, "services", Query.none(), Service.class);
  }

  /** Operations of APIs. */
  public Records<Endpoint> endpoints() {
    return new Records<>(transport, "endpoints", Query.none(), Endpoint.class);
  }

  /** Documents that say what APIs are. */
  public Records<Anchor> anchors() {
    return new Records<>(transport, "anchors", Query.none(), Anchor.class);
  }

  /** The versions of an anchor. */
  public Versions<AnchorVersion> versions(String anchorId) {
    return Versions.of(transport, anchorId);
  }

  /** Aliases of every context, for lists, and for writes whose draft names its context. */
  public Records<Alias> aliases() {
    return new Records<>(transport, "aliases", Query.none(), Alias.class);
  }

  /** Aliases of one context. */
  public Records<Alias> aliases(String context) {
    return new Records<>(transport, "aliases", Query.of("context", context), Alias.class);
  }

  /** Renewing aliases, and who calls those that are deprecated. */
  public Lifetimes lifetimes() {
    return new Lifetimes(transport);
  }

  /** What names mean. */
  public Names names() {
    return new Names(transport);
  }

  /** API keys. */
  public Keys keys() {
    return new Keys(transport);
  }

  /** People, teams and roles. */
  public Directory directory() {
    return new Directory(transport);
  }

  /** Those who are told of what happens. */
  public Webhooks webhooks() {
    return new Webhooks(transport);
  }

  /** Changes, applied and waiting. */
  public Changes changes() {
    return new Changes(transport);
  }

  /** What contradicts each other. */
  public Conflicts conflicts() {
    return new Conflicts(transport);
  }

  /** The rules in force. */
  public Governance governance() {
    return new Governance(transport);
  }

  /** Data in bulk, in and out. */
  public Bulk bulk() {
    return new Bulk(transport);
  }

  /** Who the registry takes this client for. */
  public JsonNode whoami() {
    return transport.send(Call.get("/api/whoami", Query.none())).tree();
  }

  /** How the registry is; answers also when it is not well. */
  public JsonNode health() {
    return transport.send(Call.get("/health", Query.none())).tree();
  }

  /** Ends what is in flight and closes the connections. */
  @Override
  public void close() {
    transport.close();
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "NexusClient[" + settings.url() + "]";
  }
}
