package com.nexus.ssot.server.registry;

/**
 * Body of writes that need nothing but the object's name.
 *
 * @param name the name in any form that has the object's key
 */
public record ObjectTarget(String name) {}
