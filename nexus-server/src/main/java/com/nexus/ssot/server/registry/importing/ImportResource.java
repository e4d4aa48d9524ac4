package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ImportReport;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.CleanText;
import com.nexus.ssot.server.change.Answers;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.Requires;
import com.nexus.ssot.server.http.Upload;
import com.nexus.ssot.server.registry.anchor.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Import over HTTP. */
@RestController
@RequestMapping("/api/import")
class ImportResource {
  private static final int LONGEST_SOURCE = 500;
  private static final int LONGEST_OWNER = 255;

  /** Imports at the same time; the largest hold a few times their {@code MAX_BYTES} each. */
  private static final int AT_ONCE = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OpenApiImport openApi;
  private final JsonlImport jsonl;
  private final ImportPlaces places = new ImportPlaces(AT_ONCE, PATIENCE);

  ImportResource(OpenApiImport openApi, JsonlImport jsonl) {
    this.openApi = openApi;
    this.jsonl = jsonl;
  }

  @PostMapping
  @Requires(verb = Verb.WRITE, object = ObjectKind.ANCHOR)
  ResponseEntity<ImportReport> run(
      @Query ImportQuery query,
      @Body(
              maxBytes = JsonlImport.MAX_BYTES,
              types = {
                "application/json",
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain",
                "application/octet-stream",
                "application/jsonl",
                "application/x-ndjson"
              })
          Upload data,
      Actor actor) {
    ImportReport report =
        switch (query.format()) {
          case OPENAPI -> openApi(query, data, actor);
          case JSONL -> jsonl(query, data, actor);
          case MANIFEST ->
              throw Fault.of(FaultCode.NOT_IMPLEMENTED, "Manifests cannot be imported yet");
        };
    ResponseEntity.BodyBuilder answer =
        report.state() == ImportReport.State.WAITING
            ? ResponseEntity.status(HttpStatus.ACCEPTED)
            : ResponseEntity.ok();
    return (query.dryRun() ? answer.header(Answers.PREVIEW, "true") : answer).body(report);
  }

  private ImportReport openApi(ImportQuery query, Upload data, Actor actor) {
    if (query.conflicts() != null) {
      throw senseless("?conflicts", "It is for format=jsonl; documents never overwrite aliases.");
    }
    String source = text("?source", query.source(), LONGEST_SOURCE);
    String owner = text("?owner", query.owner(), LONGEST_OWNER);
    return places.take(() ->
        openApi.run(
            new OpenApiRequest(data.read(Content.MAX_BYTES), source, query.aliases(), owner),
            actor,
            query.dryRun()));
  }

  private ImportReport jsonl(ImportQuery query, Upload data, Actor actor) {
    List<Cause> causes = new ArrayList<>();
    if (query.aliases() != null) {
      causes.add(Cause.at("?aliases", "It is for format=openapi.", "Leave it out."));
    }
    if (query.owner() != null) {
      causes.add(Cause.at("?owner", "It is for format=openapi.", "Leave it out."));
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.BAD_PARAMETER, "A parameter does not fit the format", causes);
    }
    String source = text("?source", query.source(), LONGEST_SOURCE);
    ImportQuery.Conflicts conflicts =
        Objects.requireNonNullElse(query.conflicts(), ImportQuery.Conflicts.ABORT);
    return places.take(() ->
        jsonl.run(data.read(JsonlImport.MAX_BYTES), source, conflicts, actor, query.dryRun()));
  }

  private static @Nullable String text(String at, @Nullable String given, int most) {
    if (given == null || given.isBlank()) {
      return null;
    }
    String clean = CleanText.of(given).text();
    if (clean.length() > most) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "A parameter is too long",
          List.of(
              Cause.at(at, "It has " + clean.length() + " characters.", "Use at most " + most)));
    }
    return clean;
  }

  private static Fault senseless(String at, String message) {
    return Fault.of(
        FaultCode.BAD_PARAMETER,
        "A parameter does not fit the format",
        List.of(Cause.at(at, message, "Leave it out.")));
  }
}
