package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.ChangeAct;
import com.nexus.ssot.model.api.ChangeComment;
import com.nexus.ssot.model.api.ChangeRevision;
import com.nexus.ssot.model.api.Notice;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.json.Json;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes, applied and waiting: proposing them and taking them on their way. Thread-safe. */
public final class Changes {
  private static final String COLLECTION = "changes";

  private final Transport transport;

  Changes(Transport transport) {
    this.transport = transport;
  }

  /** Lists of changes, and single ones, as they are read. */
  public Records<Change> records() {
    return new Records<>(transport, COLLECTION, Query.none(), Change.class);
  }

  /** A change with its entity tag. */
  public Tagged<Change> get(UUID id) {
    return records().get(id.toString());
  }

  /** All changes that match, newest first, fetched page by page. */
  public Stream<Change> all(Query query) {
    return records().all(query);
  }

  /**
   * Proposes one or more operations that happen together or not at all.
   *
   * @param draft a {@link com.nexus.ssot.model.api.ChangeDraft}, or JSON of that form
   */
  public Change propose(Object draft, WriteOptions options) {
    return send("POST", draft, options);
  }

  /**
   * Says anew what a change shall do.
   *
   * @param edit a {@link com.nexus.ssot.model.api.ChangeEdit}, or JSON of that form
   */
  public Change edit(UUID id, Object edit, WriteOptions options) {
    return send("PATCH", edit, options, id.toString());
  }

  /**
   * Does something with a change.
   *
   * @param body what the act needs, such as a {@link com.nexus.ssot.model.api.VerdictDraft}; null
   *     for nothing
   */
  public Change act(UUID id, ChangeAct act, @Nullable Object body, WriteOptions options) {
    return send("POST", body, options, id.toString(), act.word());
  }

  /** What was said of a change, oldest first. */
  public Page<ChangeComment> comments(UUID id, Query query) {
    String path = path(id.toString(), "comments");
    return transport.send(Call.get(path, query)).page(ChangeComment.class);
  }

  /** What a change would have done before it was edited, newest first. */
  public Page<ChangeRevision> revisions(UUID id, Query query) {
    String path = path(id.toString(), "revisions");
    return transport.send(Call.get(path, query)).page(ChangeRevision.class);
  }

  /** What the caller is told, newest first. */
  public Page<Notice> notices(Query query) {
    return transport.send(Call.get("/api/notices", query)).page(Notice.class);
  }

  /** The caller has seen a notice. */
  public void seen(UUID notice) {
    String path = "/api" + Call.path("notices", notice.toString(), "read");
    transport.send(Call.send("POST", path, Query.none(), Call.JSON, null).thatOnlyAsks());
  }

  private Change send(String method, @Nullable Object body, WriteOptions options, String... more) {
    byte[] bytes = body == null ? null : Json.mapper().writeValueAsBytes(body);
    Call call = Call.send(method, path(more), Query.none(), Call.JSON, bytes);
    return transport.send(call.under(options)).as(Change.class);
  }

  private static String path(String... more) {
    return "/api/" + COLLECTION + (more.length == 0 ? "" : Call.path(more));
  }
}
