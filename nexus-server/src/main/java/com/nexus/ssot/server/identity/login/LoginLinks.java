package com.nexus.ssot.server.identity.login;

import java.util.List;

/** Other ways to sign in, shown on the page for it. */
public interface LoginLinks {

  /** The ways that are set up, in the order in which they are shown. */
  List<Link> links();

  /**
   * One way.
   *
   * @param name as people know it
   * @param path on this server, where it begins
   */
  record Link(String name, String path) {}
}
