package com.nexus.ssot.gateway;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The answer to "what does this name mean in this context?". */
public sealed interface Resolution {

  /** The name leads to a target. */
  final class Found implements Resolution {
    final Entry asked;
    final Entry target;

    Found(Entry asked, Entry target) {
      this.asked = asked;
      this.target = target;
    }

    /** What the name means. */
    public String canonical() {
      return target.canonical();
    }

    /** The tag of the answer, quoted. */
    public String entityTag() {
      return new String(EntityTag.of(this), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The name was in use and no longer is.
   *
   * @param successor the alias of the same context to use instead, if one was named
   */
  record Retired(@Nullable String successor) implements Resolution {
    static final Retired WITHOUT_SUCCESSOR = new Retired(null);
  }

  /** There is no such name, or none that leads anywhere yet. */
  record Unknown() implements Resolution {
    static final Unknown INSTANCE = new Unknown();
  }

  /** The caller may not read the context, or there is none. To the caller the same as unknown. */
  record Denied() implements Resolution {
    static final Denied INSTANCE = new Denied();
  }
}
