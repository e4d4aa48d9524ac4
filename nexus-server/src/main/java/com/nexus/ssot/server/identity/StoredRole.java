package com.nexus.ssot.server.identity;

import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.Grant;
import com.nexus.ssot.model.access.GrantWords;
import com.nexus.ssot.model.access.Scope;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Role;
import com.nexus.ssot.model.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A role as it is stored.
 *
 * @param deletedAt since when it is deleted; null while it is not
 */
public record StoredRole(
    UUID id,
    String name,
    @Nullable String description,
    List<Grant> grants,
    List<Scope> restrictions,
    List<RoleMember> members,
    int revision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable UUID changeId,
    @Nullable Instant deletedAt) {

  public StoredRole {
    grants = List.copyOf(grants);
    restrictions = List.copyOf(restrictions);
    members = List.copyOf(members);
  }

  /** As callers see it. */
  public Role shown() {
    return new Role(
        id,
        name,
        description,
        GrantWords.written(grants),
        GrantWords.restricted(restrictions),
        members.stream().map(RoleMember::shown).toList(),
        revision,
        createdAt,
        updatedAt,
        changeId);
  }

  /** What logs say of it: people are called by their ids, so that they can be forgotten. */
  public JsonNode logged() {
    ObjectNode node = (ObjectNode) Json.tree(shown());
    ArrayNode words = node.putArray("members");
    members.forEach(member -> words.add(member.logged()));
    if (deletedAt != null) {
      node.put("deleted_at", deletedAt.toString());
    }
    return node;
  }

  /** Somebody who has this role and nothing else. */
  public Authority alone() {
    return new Authority(
        PrincipalKind.HUMAN, deletedAt == null, Set.of(), grants, restrictions, null);
  }
}
