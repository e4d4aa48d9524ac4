package com.nexus.ssot.gateway;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where what a server shows and demands with TLS stands, as PEM.
 *
 * @param certificate the server's certificate, and behind it those that lead to its authority
 * @param key its private key, PKCS #8, not encrypted
 * @param clientAuthorities certificates of those whose client certificates are accepted; null where
 *     none is asked for
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientAuthorities) {}
