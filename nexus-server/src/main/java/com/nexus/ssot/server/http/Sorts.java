package com.nexus.ssot.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The fields a list can be sorted by, on the {@link PageRequest} component of a {@link Query}
 * record. The first is the default; a {@code -} before it makes the default descending.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Sorts {

  /** Names as callers write them. */
  String[] value();
}
