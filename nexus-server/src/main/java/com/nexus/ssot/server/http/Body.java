package com.nexus.ssot.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the argument of a handler that is read from the body: a record, a {@code JsonNode}, the
 * bytes as they came, or an {@link Upload} that the handler reads itself. A handler without such an
 * argument takes no body.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Body {

  /** The largest body accepted, in bytes. */
  int maxBytes() default 1 << 20;

  /**
   * The content types accepted, without parameters. None means {@code application/json}, for PATCH
   * also {@code application/merge-patch+json}.
   */
  String[] types() default {};

  /** Whether there must be a body; if not, the argument is null without one. */
  boolean required() default true;
}
