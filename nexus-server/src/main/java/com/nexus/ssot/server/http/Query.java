package com.nexus.ssot.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the argument of a handler that is read from the query: a record whose components are the
 * parameters. A component without {@code @Nullable} must be given, except {@code boolean} (absent
 * means false), {@code List} (absent means empty; a parameter may then come several times) and
 * {@link PageRequest} (stands for {@code limit}, {@code cursor}, {@code sort} and {@code count}).
 *
 * <p>Other types: {@code String}, {@code int}, {@code long}, {@code Integer}, {@code Long}, {@code
 * Boolean}, {@code Instant}, {@code UUID} and enums, which are read in either case.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Query {

  /** Whether parameters that the record does not have are let be: others decide what comes. */
  boolean othersIgnored() default false;
}
