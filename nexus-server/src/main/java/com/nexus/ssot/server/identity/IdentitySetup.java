package com.nexus.ssot.server.identity;

import com.nexus.ssot.server.audit.Followers;
import com.nexus.ssot.server.audit.Subjects;
import com.nexus.ssot.server.db.Sessions;
import com.nexus.ssot.server.settings.ServerSettings;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the first principals when the server starts. */
@Configuration(proxyBeanMethods = false)
class IdentitySetup {

  @Bean
  FirstStart firstStart(
      FirstPrincipals first,
      PrincipalTable principals,
      AuthorityTable authorities,
      KeyTable keys,
      Administrators administrators,
      Subjects subjects,
      Followers followers,
      InstantSource clock,
      DataSource pool,
      ServerSettings settings) {
    return new FirstStart(
        first,
        principals,
        authorities,
        keys,
        administrators,
        subjects,
        followers,
        clock,
        Sessions.of(pool),
        settings.adminKey());
  }
}
