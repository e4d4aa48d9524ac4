package com.nexus.ssot.cli;

import org.jspecify.annotations.Nullable;

/**
 * A registry that the user knows by name.
 *
 * @param key the credential itself
 * @param keyFile where the credential stands instead; {@code ~/} is the home folder
 */
record Profile(String url, @Nullable String key, @Nullable String keyFile) {

  Connection connection(World world) {
    return new Connection(
        url, keyFile == null ? key : Connection.keyIn(world.path(keyFile), "/key_file"));
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "Profile[" + url + "]";
  }
}
