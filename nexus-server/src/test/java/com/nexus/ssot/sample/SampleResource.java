package com.nexus.ssot.sample;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.EntityTags;
import com.nexus.ssot.server.http.Open;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.Sorts;
import com.nexus.ssot.server.http.WriteOptions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Handlers with every kind of argument and every kind of failure. */
@RestController
@RequestMapping("/api/samples")
@Requires(verb = Verb.READ, object = ObjectKind.ANCHOR)
public class SampleResource {
  static final UUID ID = UUID.fromString("01976a54-0000-7000-8000-0123456789ab");

  private final Cursors cursors;

  SampleResource(Cursors cursors) {
    this.cursors = cursors;
  }

  /** A sample as callers write it. */
  public record Draft(
      String name, @Nullable Integer size, @Nullable Instant expiresAt, @Nullable Color color) {}

  /** A color. */
  public enum Color {
    RED,
    GREEN
  }

  /** The query of the list. */
  public record Filter(
      @Nullable String q,
      @Nullable Instant expiresBefore,
      @Nullable Color color,
      @Nullable UUID owner,
      @Nullable Integer size,
      boolean all,
      List<String> label,
      @Sorts({"name", "size"}) PageRequest page) {}

  /** A query with a parameter that must be given. */
  public record Needed(String context, long at) {}

  @GetMapping
  Page<Integer> list(@Query Filter filter) {
    String fingerprint = "samples q=" + filter.q();
    Optional<List<@Nullable String>> after = cursors.position(filter.page(), fingerprint);
    int from =
        after.map(values -> Integer.parseInt(String.valueOf(values.getFirst())) + 1).orElse(0);
    List<Integer> rows = IntStream.range(from, 250).limit(filter.page().rows()).boxed().toList();
    return cursors.page(
        filter.page(), fingerprint, rows, List::of, filter.page().count() ? 250L : null);
  }

  @GetMapping("/echo")
  Filter echo(@Query Filter filter) {
    return filter;
  }

  @GetMapping("/needed")
  Needed needed(@Query Needed needed) {
    return needed;
  }

  @GetMapping("/one")
  ResponseEntity<Map<String, String>> one() {
    return EntityTags.ok(ID, 3, Map.of("name", "one"));
  }

  @GetMapping("/kept")
  ResponseEntity<String> kept() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body("kept");
  }

  @GetMapping("/number/{id}")
  int number(@PathVariable int id, @RequestParam(required = false) @Nullable Integer times) {
    return id * (times == null ? 1 : times);
  }

  @GetMapping("/whoami")
  String whoami(Actor actor) {
    return actor.name();
  }

  @Open
  @GetMapping("/open")
  String open(@Nullable Actor actor) {
    return actor == null ? "nobody" : actor.name();
  }

  @Open
  @GetMapping("/open-but-personal")
  String openButPersonal(Actor actor) {
    return actor.name();
  }

  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  Map<String, Object> create(@Body Draft draft, WriteOptions options, Actor actor) {
    return Map.of("draft", draft, "options", options, "by", actor.name());
  }

  @PatchMapping("/one")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  JsonNode patch(@Body JsonNode patch, WriteOptions options) {
    EntityTags.require(options.ifMatch(), ID, 3);
    return patch;
  }

  @PostMapping("/bytes")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  int bytes(
      @Body(
              maxBytes = 2 << 20,
              types = {"application/yaml", "text/plain"})
          byte[] bytes) {
    return bytes.length;
  }

  @PostMapping("/maybe")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  String maybe(@Body(required = false) @Nullable Draft draft) {
    return draft == null ? "none" : draft.name();
  }

  @PostMapping("/restore")
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  String restore() {
    return "restored";
  }

  @GetMapping("/fails")
  String fails() {
    throw new IllegalStateException("select password from secret_table");
  }

  @GetMapping("/wrapped")
  String wrapped() {
    throw new IllegalArgumentException(Fault.of(FaultCode.CYCLE, "It leads back to itself."));
  }

  @GetMapping("/away")
  String away() {
    throw Fault.of(FaultCode.UNAVAILABLE, "The database is away.");
  }

  @GetMapping("/error")
  void error(HttpServletResponse response) throws IOException {
    response.sendError(500, "java.lang.Secret");
  }
}
