package com.nexus.ssot.server.identity;

/**
 * What is asked for when a key shall open nothing any more.
 *
 * @param id the public part of the key
 */
public record KeyRevocation(String id) {}
