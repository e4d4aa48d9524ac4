package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.api.Team;
import com.nexus.ssot.model.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A team as it is stored.
 *
 * @param members ids of who is in it, in order of their usernames
 * @param deletedAt since when it is deleted; null while it is not
 */
public record StoredTeam(Team team, List<UUID> members, @Nullable Instant deletedAt) {

  /** What logs say of it: people are called by their ids, so that they can be forgotten. */
  public JsonNode logged() {
    ObjectNode node = (ObjectNode) Json.tree(team);
    ArrayNode ids = node.putArray("members");
    members.forEach(id -> ids.add(id.toString()));
    if (deletedAt != null) {
      node.put("deleted_at", deletedAt.toString());
    }
    return node;
  }
}
