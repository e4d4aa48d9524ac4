package com.nexus.ssot.server.settings;

import com.nexus.ssot.gateway.TlsFiles;

/** Who speaks TLS with callers. */
public sealed interface TlsSettings {

  /** Nobody: for development, and where only this machine connects. */
  record Off() implements TlsSettings {}

  /** The server itself. */
  record Own(TlsFiles files) implements TlsSettings {}

  /** A proxy that is listed; nobody else but this machine may connect. */
  record Proxy() implements TlsSettings {}

  /** Whether callers are asked for a certificate of theirs. */
  default boolean asksForCertificates() {
    return this instanceof Own(TlsFiles files) && files.clientAuthorities() != null;
  }

  /** Whether callers from elsewhere always use TLS. */
  default boolean on() {
    return !(this instanceof Off);
  }
}
