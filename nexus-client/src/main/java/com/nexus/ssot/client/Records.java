package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.api.Revision;
import com.nexus.ssot.model.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The objects of one kind: lists, single ones, their history, and writes. Thread-safe.
 *
 * @param <T> the record they are read as
 */
public final class Records<T> {
  private final Transport transport;
  private final String collection;
  private final Query scope;
  private final Class<T> type;

  Records(Transport transport, String collection, Query scope, Class<T> type) {
    this.transport = transport;
    this.collection = collection;
    this.scope = scope;
    this.type = type;
  }

  /** The same objects as JSON, exactly as the registry writes them. */
  public Records<JsonNode> asJson() {
    return new Records<>(transport, collection, scope, JsonNode.class);
  }

  /** One page; the next one by {@code cursor}, its size by {@code limit}. */
  public Page<T> list(Query query) {
    return transport.send(Call.get(path(), scope.and(query))).page(type);
  }

  /** All of them, fetched page by page as the stream is read. */
  public Stream<T> all(Query query) {
    Iterator<T> items = new Pages(query);
    return StreamSupport.stream(((Iterable<T>) () -> items).spliterator(), false);
  }

  /** One of them, with its entity tag. */
  public Tagged<T> get(String name) {
    return get(name, Query.none());
  }

  /** One of them with more to say about it, such as {@code deleted=true}. */
  public Tagged<T> get(String name, Query query) {
    Answer answer = transport.send(Call.get(path(name), scope.and(query)));
    return new Tagged<>(answer.as(type), answer.entityTag());
  }

  /** Its revisions, newest first. */
  public Page<Revision> history(String name, Query query) {
    return transport.send(Call.get(path(name, "history"), scope.and(query))).page(Revision.class);
  }

  /** Makes a new one. */
  public Written<T> create(Object draft, WriteOptions options) {
    return write(body("POST", path(), Query.none(), Call.JSON, draft).under(options));
  }

  /** Changes the fields that the patch names; null takes a field's value away. */
  public Written<T> change(String name, JsonNode patch, WriteOptions options) {
    return write(body("PATCH", path(name), scope, Call.MERGE_PATCH, patch).under(options));
  }

  /** Takes one out of use; {@link #restore} brings it back. */
  public Written<T> remove(String name, WriteOptions options) {
    return remove(name, Query.none(), options);
  }

  /** Takes one out of use with more to say about it, such as an alias's {@code successor}. */
  public Written<T> remove(String name, Query query, WriteOptions options) {
    return write(Call.send("DELETE", path(name), scope.and(query), Call.JSON, null).under(options));
  }

  /** Brings back what was removed. */
  public Written<T> restore(String name, WriteOptions options) {
    return write(Call.send("POST", path(name, "restore"), scope, Call.JSON, null).under(options));
  }

  private Written<T> write(Call call) {
    return written(transport.send(call), type);
  }

  /** What an answer to a write says. */
  static <T> Written<T> written(Answer answer, Class<T> type) {
    if (answer.header("Preview").filter("true"::equals).isPresent()) {
      return new Written.Previewed<>(answer.as(Change.class), answer.headers().allValues("Notice"));
    }
    if (answer.status() == 202) {
      JsonNode waiting = answer.tree();
      return new Written.Waiting<>(
          UUID.fromString(waiting.path("id").asString()), waiting.path("state").asString());
    }
    return new Written.Applied<>(answer.as(type), answer.entityTag(), answer.status() == 201);
  }

  static Call body(String method, String path, Query query, String mediaType, Object body) {
    byte[] bytes = Json.mapper().writeValueAsBytes(body);
    return Call.send(method, path, query, mediaType, bytes);
  }

  private String path(String... more) {
    return "/api/" + collection + (more.length == 0 ? "" : Call.path(more));
  }

  /** Follows cursors, one page in memory at a time. */
  private final class Pages implements Iterator<T> {
    private Query query;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean last;

    Pages(Query query) {
      this.query = query;
    }

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && !last) {
        Page<T> fetched = list(query);
        @Nullable String next = fetched.next();
        page = fetched.items().iterator();
        last = next == null;
        if (next != null) {
          query = query.with("cursor", next);
        }
      }
      return page.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }
  }
}
