package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Change;
import com.nexus.ssot.model.api.Invitation;
import com.nexus.ssot.model.api.Role;
import com.nexus.ssot.model.api.Team;
import com.nexus.ssot.model.api.User;
import tools.jackson.databind.JsonNode;

/** People, teams and roles. Thread-safe. */
public final class Directory {
  private static final String USERS = "users";
  private static final String TEAMS = "teams";
  private static final String ROLES = "roles";

  private final Transport transport;

  Directory(Transport transport) {
    this.transport = transport;
  }

  /** People; they are disabled, never removed. */
  public Records<User> users() {
    return new Records<>(transport, USERS, Query.none(), User.class);
  }

  /** Teams. */
  public Records<Team> teams() {
    return new Records<>(transport, TEAMS, Query.none(), Team.class);
  }

  /** Roles. */
  public Records<Role> roles() {
    return new Records<>(transport, ROLES, Query.none(), Role.class);
  }

  /** Keeps a person from doing anything, or lets them again. */
  public Written<JsonNode> enable(String username, boolean enabled, WriteOptions options) {
    return write("POST", options, USERS, username, enabled ? "enable" : "disable");
  }

  /**
   * Makes a code by which a person signs in for the first time, which only this answer shows. It is
   * not sent again when no answer comes: another one ends it.
   */
  public Invitation invite(String username) {
    String path = "/api" + Call.path(USERS, username, "invitation");
    Call call = Call.send("POST", path, Query.none(), Call.JSON, null);
    return transport.send(call).as(Invitation.class);
  }

  /** Takes a person into a team. */
  public Written<JsonNode> join(String team, String username, WriteOptions options) {
    return write("PUT", options, TEAMS, team, "members", username);
  }

  /** Lets a person go from a team. */
  public Written<JsonNode> leave(String team, String username, WriteOptions options) {
    return write("DELETE", options, TEAMS, team, "members", username);
  }

  /**
   * Gives a role to somebody.
   *
   * @param member a username, {@code team:<name>}, or {@code team:*} for every team
   */
  public Written<JsonNode> give(String role, String member, WriteOptions options) {
    return write("PUT", options, ROLES, role, "members", member);
  }

  /** Takes a role from somebody. */
  public Written<JsonNode> take(String role, String member, WriteOptions options) {
    return write("DELETE", options, ROLES, role, "members", member);
  }

  /**
   * Takes the roles of a file into force.
   *
   * @param mediaType {@code application/yaml} or {@code application/json}
   */
  public Written<Change> adopt(String mediaType, byte[] file, WriteOptions options) {
    Call call = Call.send("POST", "/api/roles/import", Query.none(), mediaType, file);
    return Records.written(transport.send(call.under(options)), Change.class);
  }

  private Written<JsonNode> write(String method, WriteOptions options, String... path) {
    Call call = Call.send(method, "/api" + Call.path(path), Query.none(), Call.JSON, null);
    return Records.written(transport.send(call.under(options)), JsonNode.class);
  }
}
