package com.nexus.ssot.cli;

import static com.nexus.ssot.cli.Field.choice;
import static com.nexus.ssot.cli.Field.flag;
import static com.nexus.ssot.cli.Field.json;
import static com.nexus.ssot.cli.Field.list;
import static com.nexus.ssot.cli.Field.map;
import static com.nexus.ssot.cli.Field.text;

import com.nexus.ssot.client.NexusClient;
import com.nexus.ssot.client.Records;
import com.nexus.ssot.model.api.AliasType;
import com.nexus.ssot.model.api.CompatibilityLevel;
import com.nexus.ssot.model.api.ContextMode;
import com.nexus.ssot.model.api.Lifecycle;
import com.nexus.ssot.model.api.TargetKind;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The kinds of registered objects, as the command line knows them. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable copies
enum ObjectType {
  CONTEXT(
      "context",
      "Places where names hold.",
      List.of("name"),
      List.of(
          text("description", "What it is for"),
          list("permissions", "permission", "A team whose members may write"),
          flag("approval_required", "approval-required", "Whether changes wait for people"),
          flag("auto_expire", "auto-expire", "Whether every alias gets an expiry"),
          json("naming", "Naming rules: {\"pattern\":…,\"min_length\":…,\"max_length\":…}"),
          choice("mode", ContextMode.class, "Whether names can be changed"),
          flag("is_public", "public", "Whether names resolve without a key"),
          flag("fallback", "fallback", "Whether unknown names are looked up in default")),
      List.of("mode"),
      List.of("name", "mode", "approval_required", "is_public", "description"),
      "nexus context create mobile --description 'Names of the mobile apps'"),
  SERVICE(
      "service",
      "What answers endpoints.",
      List.of("name"),
      List.of(
          text("description", "What it does"),
          map("base_urls", "base-url", "Address of an environment, production=https://…"),
          text("health_check", "Path that answers 200 when it is well"),
          text("owner", "Who looks after it"),
          map("labels", "label", "A label")),
      List.of("owner", "label"),
      List.of("name", "base_urls", "owner", "description"),
      "nexus service create billing --base-url production=https://billing.example.com"),
  ENDPOINT(
      "endpoint",
      "Operations of APIs.",
      List.of("name", "method", "path"),
      List.of(
          text("method", "HTTP method"),
          text("path", "Path template, such as /users/{id}"),
          text("anchor", "The anchor that describes it"),
          text("service", "The service that answers it"),
          text("version", "Version of the API, v1 unless said otherwise"),
          text("description", "What it does"),
          flag("is_active", "active", "Whether it is in use")),
      List.of("anchor", "service", "method", "path", "active"),
      List.of("name", "method", "path", "service", "anchor"),
      "nexus endpoint create find-books GET /books/find --anchor bookshop-api"),
  ANCHOR(
      "anchor",
      "Documents that say what APIs are.",
      List.of("anchor_id"),
      List.of(
          text("family", "What kind of thing it is, api unless said otherwise"),
          text("description", "What it describes"),
          text("format", "openapi-3.1, json-schema, asyncapi, yaml, json, markdown…"),
          text("source_hint", "Where the content comes from"),
          text("owner", "Who looks after it"),
          map("labels", "label", "A label"),
          choice("lifecycle", Lifecycle.class, "Where it stands in its life"),
          choice("compatibility", CompatibilityLevel.class, "Whom versions must not hurt")),
      List.of("family", "owner", "lifecycle", "format", "source", "label"),
      List.of("anchor_id", "family", "version", "lifecycle", "description"),
      "nexus anchor create billing-api --format openapi-3.1"),
  ALIAS(
      "alias",
      "Names and what they mean.",
      List.of("alias", "canonical"),
      List.of(
          text("canonical", "What it means: anchor, endpoint, alias or http(s) address"),
          choice("target_kind", TargetKind.class, "Which of these it is"),
          choice("type", AliasType.class, "Whether it is meant to stay"),
          text("description", "What it is for"),
          text("owner", "Who looks after it"),
          map("labels", "label", "A label"),
          text("valid_from", "Since when it resolves, 2026-01-31T00:00:00Z"),
          text("expires_at", "When it stops resolving, 2026-01-31T00:00:00Z"),
          text("ttl", "How long from now it resolves, 30d"),
          text("successor", "The alias to use once this one is gone"),
          text("deprecated_at", "Since when it should not be used"),
          text("sunset_at", "When it is planned to go"),
          flag("is_active", "active", "Whether it resolves")),
      List.of("owner", "label", "expires-before", "active", "target-kind", "anchor"),
      List.of("alias", "context", "canonical", "target_kind", "expires_at", "description"),
      "nexus alias create shop bookshop-api --context frontend");

  private final String word;
  private final String about;
  private final List<String> positionals;
  private final List<Field> fields;
  private final List<String> filters;
  private final List<Column> columns;
  private final String example;

  ObjectType(
      String word,
      String about,
      List<String> positionals,
      List<Field> fields,
      List<String> filters,
      List<String> columns,
      String example) {
    this.word = word;
    this.about = about;
    this.positionals = positionals;
    this.fields = fields;
    this.filters = filters;
    this.columns = columns.stream().map(Column::of).toList();
    this.example = example;
  }

  /** The command's name. */
  String word() {
    return word;
  }

  /** What these objects are, in one sentence. */
  String about() {
    return about;
  }

  /** The fields that stand without an option when one is created; the first is its name. */
  List<String> positionals() {
    return positionals;
  }

  /** The fields that have an option. */
  List<Field> fields() {
    return fields;
  }

  /** The options that narrow a list. */
  List<String> filters() {
    return filters;
  }

  /** What a table shows. */
  List<Column> columns() {
    return columns;
  }

  /** How one is created. */
  String example() {
    return example;
  }

  /** The name of what the example of creating one makes, which nothing needs. */
  String createdName() {
    return List.of(example.split(" ", -1)).get(3);
  }

  /** A name for the examples of help texts: after the README's import there is such an object. */
  String exampleName() {
    return switch (this) {
      case CONTEXT -> "frontend";
      case SERVICE, ANCHOR -> "bookshop-api";
      case ENDPOINT, ALIAS -> "list-books";
    };
  }

  /** Whether the same name may stand in several contexts. */
  boolean inContext() {
    return this == ALIAS;
  }

  /** These objects as the registry's JSON. */
  Records<JsonNode> in(NexusClient client) {
    return switch (this) {
      case CONTEXT -> client.contexts().asJson();
      case SERVICE -> client.services().asJson();
      case ENDPOINT -> client.endpoints().asJson();
      case ANCHOR -> client.anchors().asJson();
      case ALIAS -> client.aliases().asJson();
    };
  }

  /** These objects, those of one context where that matters. */
  Records<JsonNode> in(NexusClient client, String context) {
    return inContext() ? client.aliases(context).asJson() : in(client);
  }
}
