package com.nexus.ssot.server.directory;

/**
 * Body of writes of who is in a team or has a role.
 *
 * @param name of the team or role
 * @param member a username; for roles also {@code team:<name>} or {@code team:*}
 */
record Membership(String name, String member) {}
