package com.nexus.ssot.server.db;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The configuration of the embedded PostgreSQL. Written anew at every start. */
final class PostgresConf {
  private static final long MIB = 1024 * 1024;

  private PostgresConf() {}

  /** Who may log in, from where: the two roles of the server, from this machine. */
  static String access() {
    return """
    # Written by Nexus at every start; changes are lost.
    host nexus nexus_owner,nexus_app 127.0.0.1/32 scram-sha-256
    """;
  }

  /** Settings for a machine with this much memory, in bytes. */
  static String server(int port, long memory) {
    long buffers = Math.clamp(memory / 16 / MIB, 64, 512);
    long cache = Math.max(256, memory / 4 / MIB);
    return """
    # Written by Nexus at every start; changes are lost.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 60
    superuser_reserved_connections = 3
    password_encryption = scram-sha-256

    # What is acknowledged is on disk.
    fsync = on
    synchronous_commit = on
    full_page_writes = on

    shared_buffers = %dMB
    effective_cache_size = %dMB
    work_mem = 8MB
    maintenance_work_mem = 64MB
    max_wal_size = 1GB
    min_wal_size = 80MB
    checkpoint_timeout = 15min
    random_page_cost = 1.1
    jit = off

    # Errors are the server's to log; statements may hold what must not be in logs.
    log_min_messages = log
    log_min_error_statement = panic
    log_checkpoints = off
    log_timezone = UTC
    timezone = UTC
    datestyle = 'iso, mdy'
    lc_messages = C
    default_text_search_config = 'pg_catalog.simple'
    """
        .formatted(port, buffers, cache);
  }

  /** The memory of the machine or, in a container, what the container may use. */
  static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
