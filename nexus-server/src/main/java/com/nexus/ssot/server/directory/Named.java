package com.nexus.ssot.server.directory;

/**
 * Body of writes that need nothing but a name.
 *
 * @param name in any form that has the same key
 */
record Named(String name) {}
