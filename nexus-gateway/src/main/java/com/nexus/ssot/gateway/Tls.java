package com.nexus.ssot.gateway;

import com.nexus.ssot.model.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 on a server's own connections. Takes new files over while it runs: new connections get
 * the new certificate, and those that stand go on. Thread-safe.
 */
public final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final long LOOK_EVERY_SECONDS = 5;

  private final TlsFiles files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private volatile Instant ends;
  private byte[] seen;

  /**
   * Reads the files.
   *
   * @throws Fault {@code SETTING} when they cannot be used
   */
  public Tls(TlsFiles files) {
    this.files = files;
    this.seen = fingerprint();
    TlsMaterial material = TlsMaterial.read(files);
    this.ends = material.ends();
    context.setIncludeProtocols("TLSv1.3");
    context.setRenegotiationAllowed(false);
    use(context, material);
  }

  private static void use(SslContextFactory.Server context, TlsMaterial material) {
    context.setKeyStore(material.keys());
    context.setKeyStorePassword("");
    context.setTrustStore(material.authorities());
    context.setWantClientAuth(material.authorities() != null);
  }

  /** When the certificate ends that is shown now. */
  public Instant ends() {
    return ends;
  }

  ConnectionFactory connectionFactory() {
    return new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString());
  }

  /** Looks after the files every few seconds, for as long as the scheduler runs. */
  void watch(Scheduler scheduler) {
    scheduler.schedule(
        () -> {
          reload();
          watch(scheduler);
        },
        LOOK_EVERY_SECONDS,
        TimeUnit.SECONDS);
  }

  /** Takes the files over if they have changed and can be used; else what is in use stays. */
  public synchronized void reload() {
    byte[] now = fingerprint();
    if (Arrays.equals(now, seen)) {
      return;
    }
    seen = now;
    try {
      TlsMaterial material = TlsMaterial.read(files);
      context.reload(changed -> use((SslContextFactory.Server) changed, material));
      ends = material.ends();
      LOG.info("The certificate was changed; the new one ends {}", ends);
    } catch (Fault e) {
      LOG.warn("The changed certificate is not used: {}", e.causes().getFirst().message());
    } catch (Exception e) {
      LOG.warn("The changed certificate is not used", e);
    }
  }

  /** What the files hold; the times of files say too little where they are links. */
  private byte[] fingerprint() {
    return Stream.of(files.certificate(), files.key(), files.clientAuthorities())
        .filter(Objects::nonNull)
        .map(Tls::content)
        .reduce(new byte[0], Tls::joined);
  }

  private static byte[] content(@Nullable Path file) {
    try {
      return file == null ? new byte[0] : Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0]; // said where the file is used
    }
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
