package com.nexus.ssot.client;

import com.nexus.ssot.model.api.ImportReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Takes data in and out in bulk. Thread-safe. */
public final class Bulk {
  private final Transport transport;

  Bulk(Transport transport) {
    this.transport = transport;
  }

  /**
   * Takes data in; the same data again changes nothing. It is sent once: an import is several
   * changes, and what became of them when there is no answer can only be seen in the registry.
   *
   * @param query {@code format} and what goes with it, such as {@code dryRun}
   */
  public ImportReport load(Query query, String mediaType, byte[] data) {
    Call call = Call.send("POST", "/api/import", query, mediaType, data);
    return transport.send(call).as(ImportReport.class);
  }

  /** Writes everything the caller may see, as it comes, and answers how many bytes that was. */
  public long save(Query query, OutputStream target) throws IOException {
    try (InputStream body =
        java.util.Objects.requireNonNull(
            transport.open(Call.get("/api/export", query).accepting("*/*")).stream())) {
      return body.transferTo(target);
    }
  }
}
