package com.nexus.ssot.server.identity;

import java.util.UUID;

/** Who has a role. */
public sealed interface RoleMember {

  /** What stands before the name of a team. */
  String TEAM = "team:";

  /** Every member of any team, in words. */
  String EVERY_TEAM = TEAM + "*";

  /** A person. */
  record Person(UUID id, String username) implements RoleMember {
    @Override
    public String shown() {
      return username;
    }

    @Override
    public String logged() {
      return id.toString();
    }
  }

  /** Every member of a team. */
  record OfTeam(UUID id, String name) implements RoleMember {
    @Override
    public String shown() {
      return TEAM + name;
    }

    @Override
    public String logged() {
      return shown();
    }
  }

  /** Every member of any team. */
  record OfAnyTeam() implements RoleMember {
    @Override
    public String shown() {
      return EVERY_TEAM;
    }

    @Override
    public String logged() {
      return EVERY_TEAM;
    }
  }

  /** In words. */
  String shown();

  /** In the words of logs, where people are called by their ids, so that they can be forgotten. */
  String logged();
}
