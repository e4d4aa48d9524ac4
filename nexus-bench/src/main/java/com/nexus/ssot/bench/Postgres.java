package com.nexus.ssot.bench;

import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of Debian's package for one run, with every durability setting on. */
record Postgres(Folder folder, int port) implements AutoCloseable {

  static Postgres start(Folder folder) {
    Programs.find("pgbench", "postgresql-15");
    String data = folder.path().resolve("pg").toString();
    Programs.run(List.of("mkdir", data));
    Programs.run(List.of("chmod", "777", data));
    as(
        "initdb",
        List.of(
            "-D", data + "/data", "-U", "nexus", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"));
    Postgres postgres = new Postgres(folder, Folder.freePort());
    as(
        "pg_ctl",
        List.of(
            "-D",
            data + "/data",
            "-l",
            data + "/log",
            "-s",
            "-w",
            "-o",
            "-p "
                + postgres.port
                + " -h 127.0.0.1 -k "
                + data
                + " -c shared_buffers=256MB -c max_wal_size=4GB -c max_connections=100",
            "start"));
    postgres.sql("create database nexus", "postgres");
    return postgres;
  }

  /** Runs SQL and gives the bare output. */
  String sql(String statement) {
    return sql(statement, "nexus");
  }

  private String sql(String statement, String database) {
    return Programs.run(
            List.of(
                Programs.find("psql", "postgresql-15").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "nexus",
                "-d",
                database,
                "-v",
                "ON_ERROR_STOP=1",
                "-Atqc",
                statement))
        .strip();
  }

  /** What {@code DATABASE_URL} must be. */
  String url() {
    return "postgresql://nexus:unused@127.0.0.1:" + port + "/nexus";
  }

  private static void as(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Programs.find(program, "postgresql-15").toString());
    command.addAll(arguments);
    Programs.run(Programs.unprivileged(command));
  }

  @Override
  public void close() {
    as(
        "pg_ctl",
        List.of("-D", folder.path().resolve("pg/data").toString(), "-s", "-m", "fast", "stop"));
  }
}
