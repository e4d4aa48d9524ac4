package com.nexus.ssot.model.api;

/**
 * Something that can be done with a change now.
 *
 * @param by who can do it, in words
 */
public record NextAct(ChangeAct act, String by) {}
