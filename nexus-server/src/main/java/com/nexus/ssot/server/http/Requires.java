package com.nexus.ssot.server.http;

import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.Verb;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a caller must be allowed to call a handler: a verb on a kind of object. Asked at the door,
 * where the context is not known yet; what depends on it is asked again by the handler. On a method
 * it replaces what its class says.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {

  /** What is done. */
  Verb verb();

  /** The kind of object it is done to. */
  ObjectKind object();
}
