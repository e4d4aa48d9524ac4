package com.nexus.ssot.server.http;

import com.nexus.ssot.server.base.RateLimits;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a call counts as, where it is neither a plain read nor a plain write. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rated {

  /** The limit that holds. */
  RateLimits.Rate value();
}
