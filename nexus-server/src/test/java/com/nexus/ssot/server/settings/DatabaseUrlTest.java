package com.nexus.ssot.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "postgresql://user:password@localhost/nexus_db,"
            + "jdbc:postgresql://localhost:5432/nexus_db,user,password",
        "postgres://nexus:p%40ss%3Aw%2Frd@db:6432/nexus,"
            + "jdbc:postgresql://db:6432/nexus,nexus,p@ss:w/rd",
        "postgresql://db/nexus?sslmode=verify-full,"
            + "jdbc:postgresql://db:5432/nexus?sslmode=verify-full,-,-",
        "postgresql://u:a+b@db/nexus,jdbc:postgresql://db:5432/nexus,u,a+b",
        "jdbc:postgresql://db:5433/nexus?user=u&password=p%26q&sslmode=require,"
            + "jdbc:postgresql://db:5433/nexus?sslmode=require,u,p&q",
        "postgresql://u@[::1]:5432/nexus,jdbc:postgresql://[::1]:5432/nexus,u,-",
        "postgresql://u:@db/my%20data,jdbc:postgresql://db:5432/my%20data,u,-",
      })
  void everyFormOfAnAddressIsUnderstood(String url, String jdbc, String user, String password) {
    assertThat(parse(url)).contains(new DatabaseSettings.External(jdbc, user, password));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "mysql://localhost/nexus",
        "postgresql://localhost",
        "postgresql://localhost/",
        "postgresql://user:p@ss@localhost/nexus",
        "postgresql://localhost:port/nexus",
        "postgresql://localhost/nexus?sslmode=maybe",
        "postgresql://localhost/nexus?socketFactory=com.example.Evil",
        "postgresql://user:%zz@localhost/nexus",
      })
  void whatIsNoAddressIsRefused(String url) {
    Problems problems = new Problems();
    assertThat(DatabaseUrl.parse(new Value(url, "DATABASE_URL"), problems)).isEmpty();
    assertThat(problems.any()).isTrue();
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(parse("postgresql://u:hidden@db/nexus").orElseThrow().toString())
        .doesNotContain("hidden");
  }

  private static Optional<DatabaseSettings> parse(String url) {
    return DatabaseUrl.parse(new Value(url, "DATABASE_URL"), new Problems());
  }
}
