package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Strong entity tags (RFC 9110, section 8.8.3): an object at one revision. */
public final class EntityTags {
  private static final Pattern TAG =
      Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(,[ \\t]*|$)");

  private EntityTags() {}

  /** The tag of an object at a revision, with its quotes. */
  public static String of(UUID id, int revision) {
    return "\"" + id.toString().substring(24) + "-" + revision + "\"";
  }

  /**
   * Holds the caller to the tag it named, if it named one.
   *
   * @param ifMatch value of {@code If-Match}: one tag or several, or {@code *} for any revision
   * @throws Fault {@code PRECONDITION_FAILED} with the current tag
   */
  public static void require(@Nullable String ifMatch, UUID id, int revision) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return;
    }
    String current = of(id, revision);
    if (!strongTags(ifMatch).contains(current)) {
      throw Fault.preconditionFailed(
          "The object is at " + current + ", not at " + ifMatch + ".", current);
    }
  }

  /**
   * Holds the caller to the fact that a new object has no tag yet.
   *
   * @param word what is created, such as {@code alias}
   * @throws Fault {@code BAD_PARAMETER} when it named one
   */
  public static void requireNone(@Nullable String ifMatch, String word) {
    if (ifMatch != null) {
      throw Fault.of(
          FaultCode.BAD_PARAMETER,
          "If-Match speaks of an object that does not exist: " + word,
          List.of(
              Cause.at("If-Match", "what is new has no entity tag yet", "leave the header out")));
    }
  }

  /**
   * The answer 200 with the object and its tag. A GET or HEAD whose {@code If-None-Match} has the
   * tag is answered 304 without a body.
   */
  public static <T> ResponseEntity<T> ok(UUID id, int revision, T body) {
    return ResponseEntity.ok().eTag(of(id, revision)).body(body);
  }

  /** The strong tags of a list; weak ones never match and are left out. */
  static List<String> strongTags(String list) {
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(list.strip());
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      if (matcher.group(1) == null) {
        tags.add(matcher.group(2));
      }
      if (matcher.group(3).isEmpty()) {
        return tags;
      }
    }
    throw Fault.of(
        FaultCode.BAD_PARAMETER,
        "The header If-Match cannot be read.",
        List.of(
            Cause.at(
                "If-Match",
                "It is neither * nor a list of entity tags.",
                "Send the ETag of an earlier answer as it came, with its quotes.")));
  }
}
