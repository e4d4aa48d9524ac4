package com.nexus.ssot.server;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.model.name.Name;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.base.ChangeKind;
import com.nexus.ssot.server.base.Ids;
import com.nexus.ssot.server.base.PlanScope;
import com.nexus.ssot.server.base.Planned;
import com.nexus.ssot.server.base.Writes;
import com.nexus.ssot.server.change.Operation;
import com.nexus.ssot.server.http.EntityTags;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Things with a name and a value, for tests of the engine. */
public final class TestThings {
  private TestThings() {}

  /** A thing as it stands. */
  public record Thing(
      UUID id,
      String context,
      String name,
      String value,
      int revision,
      Instant updatedAt,
      UUID changeId) {}

  /** What is asked for. */
  public record Order(@Nullable String context, String name, String value) {}

  /** An operation that makes a thing, or gives it another value. */
  public static Operation order(@Nullable String context, String name, String value) {
    return Operation.of("thing.put", new Order(context, name, value));
  }

  private static Optional<Thing> lock(JdbcClient jdbc, String context, String name) {
    return jdbc.sql("select * from test_thing where context = ? and name = ? for update")
        .param(context)
        .param(name)
        .query((row, n) ->
            new Thing(
                row.getObject("id", UUID.class),
                row.getString("context"),
                row.getString("name"),
                row.getString("value"),
                row.getInt("revision"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getObject("change_id", UUID.class)))
        .optional();
  }

  private static Planned planned(
      @Nullable String context,
      @Nullable Thing before,
      Thing after,
      java.util.function.Consumer<Writes> write) {
    return new Planned(
        "thing",
        after.id(),
        after.name(),
        context,
        context == null ? null : Name.of(context).key(),
        before == null ? 0 : before.revision(),
        after.revision(),
        before == null ? null : Json.tree(before),
        Json.tree(after),
        write);
  }

  /** Makes a thing, or gives it another value. */
  public static final class Put implements ChangeKind<Order> {
    private final JdbcClient jdbc;
    private final Access access;

    /** Gathered by Spring. */
    public Put(JdbcClient jdbc, Access access) {
      this.jdbc = jdbc;
      this.access = access;
    }

    @Override
    public String name() {
      return "thing.put";
    }

    @Override
    public Class<Order> body() {
      return Order.class;
    }

    @Override
    public Set<String> contextKeys(Order body) {
      // One context keeps quiet, as a kind may.
      return body.context() == null || body.context().equals("silent")
          ? Set.of()
          : Set.of(Name.of(body.context()).key());
    }

    @Override
    public Planned plan(Order body, PlanScope scope) {
      String context = body.context();
      String where = context == null ? "-" : context;
      access.require(
          scope.actor(),
          Verb.WRITE,
          context == null ? ObjectKind.ANCHOR : ObjectKind.ALIAS,
          context == null ? null : Name.of(context).key());
      Thing before = lock(jdbc, where, body.name()).orElse(null);
      if (before == null) {
        Thing after =
            new Thing(
                Ids.at(scope.now()),
                where,
                body.name(),
                body.value(),
                1,
                scope.now(),
                scope.changeId());
        return planned(context, null, after, writes -> insert(writes, after));
      }
      if (scope.createOnly()) {
        throw Fault.of(FaultCode.ALREADY_EXISTS, "There is a " + body.name() + " already.");
      }
      EntityTags.require(scope.ifMatch(), before.id(), before.revision());
      if (before.value().equals(body.value())) {
        return planned(context, before, before, writes -> {});
      }
      Thing after =
          new Thing(
              before.id(),
              where,
              before.name(),
              body.value(),
              before.revision() + 1,
              scope.now(),
              scope.changeId());
      return planned(context, before, after, writes -> update(writes, after));
    }

    private static void insert(Writes writes, Thing thing) {
      writes.add(
          """
          insert into test_thing (id, context, name, value, revision, updated_at, change_id)
          values (?, ?, ?, ?, ?, ?, ?)
          """,
          thing.id(),
          thing.context(),
          thing.name(),
          thing.value(),
          thing.revision(),
          thing.updatedAt().atOffset(ZoneOffset.UTC),
          thing.changeId());
    }

    private static void update(Writes writes, Thing thing) {
      writes.add(
          "update test_thing set value = ?, revision = ?, updated_at = ?, change_id = ? where id = ?",
          thing.value(),
          thing.revision(),
          thing.updatedAt().atOffset(ZoneOffset.UTC),
          thing.changeId(),
          thing.id());
    }
  }

  /** Removes a thing for good. */
  public static final class Remove implements ChangeKind<Name> {
    private final JdbcClient jdbc;

    /** Gathered by Spring. */
    public Remove(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    @Override
    public String name() {
      return "thing.remove";
    }

    @Override
    public Class<Name> body() {
      return Name.class;
    }

    @Override
    public Planned plan(Name body, PlanScope scope) {
      Thing before =
          lock(jdbc, "-", body.key())
              .orElseThrow(() -> Fault.of(FaultCode.NOT_FOUND, "There is no " + body + "."));
      return new Planned(
          "thing",
          before.id(),
          before.name(),
          null,
          null,
          before.revision(),
          before.revision() + 1,
          Json.tree(before),
          null,
          writes -> writes.add("delete from test_thing where id = ?", before.id()));
    }
  }
}
