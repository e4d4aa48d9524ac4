package com.nexus.ssot.server.http;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.ServerSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whom to tell of a weakness (RFC 9116). */
@RestController
final class SecurityTextResource {
  private static final String PATH = "/.well-known/security.txt";
  private static final Duration LIFE = Duration.ofDays(180);

  private final @Nullable URI contact;
  private final @Nullable URI baseUrl;
  private final InstantSource clock;

  SecurityTextResource(ServerSettings settings, InstantSource clock) {
    this.contact = settings.securityContact();
    this.baseUrl = settings.baseUrl();
    this.clock = clock;
  }

  /** The file; it ends half a year from now, so that whoever keeps it asks again. */
  @Open
  @GetMapping(PATH)
  ResponseEntity<String> securityText() {
    if (contact == null) {
      throw Fault.of(FaultCode.NOT_FOUND, "Nobody is named (NEXUS_SECURITY_CONTACT).");
    }
    StringBuilder text = new StringBuilder("Contact: ").append(contact).append('\n');
    text.append("Expires: ")
        .append(clock.instant().truncatedTo(ChronoUnit.DAYS).plus(LIFE))
        .append('\n');
    if (baseUrl != null) {
      text.append("Canonical: ").append(baseUrl).append(PATH).append('\n');
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
        .body(text.toString());
  }
}
