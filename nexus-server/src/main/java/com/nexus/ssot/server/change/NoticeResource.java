package com.nexus.ssot.server.change;

import com.nexus.ssot.model.api.Notice;
import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.http.Cursors;
import com.nexus.ssot.server.http.PageRequest;
import com.nexus.ssot.server.http.Query;
import com.nexus.ssot.server.http.SignedIn;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller is told, over HTTP. */
@RestController
@RequestMapping("/api/notices")
@SignedIn
final class NoticeResource {
  private static final String FINGERPRINT = "notices unread=";

  private final Notices notices;
  private final Cursors cursors;
  private final InstantSource clock;

  NoticeResource(Notices notices, Cursors cursors, InstantSource clock) {
    this.notices = notices;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * The query of the list.
   *
   * @param unread whether only what the caller has not seen yet
   */
  record Filter(@Nullable Boolean unread, PageRequest page) {}

  @GetMapping
  Page<Notice> list(@Query Filter filter, Actor actor) {
    boolean unread = Boolean.TRUE.equals(filter.unread());
    String fingerprint = FINGERPRINT + unread;
    UUID before =
        cursors
            .position(filter.page(), fingerprint)
            .map(values -> UUID.fromString(String.valueOf(values.getFirst())))
            .orElse(null);
    List<Notice> rows = notices.of(actor.principalId(), unread, before, filter.page().rows());
    return cursors.page(filter.page(), fingerprint, rows, row -> List.of(row.id()), null);
  }

  /** The caller has seen it. */
  @PostMapping("/{id}/read")
  ResponseEntity<Void> read(@PathVariable UUID id, Actor actor) {
    if (!notices.read(actor.principalId(), id, clock.instant())) {
      throw Fault.of(FaultCode.NOT_FOUND, "There is no notice " + id + ".");
    }
    return ResponseEntity.noContent().build();
  }
}
