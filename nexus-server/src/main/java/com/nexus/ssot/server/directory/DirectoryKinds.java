package com.nexus.ssot.server.directory;

import com.nexus.ssot.model.api.RoleDraft;
import com.nexus.ssot.model.api.TeamDraft;
import com.nexus.ssot.model.api.UserDraft;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The governed writes of people, teams and roles. */
@Configuration(proxyBeanMethods = false)
class DirectoryKinds {

  @Bean
  DirectoryKind<UserDraft> userCreate(UserPlans plans) {
    return new DirectoryKind<>("user.create", UserDraft.class, plans::create);
  }

  @Bean
  DirectoryKind<NamedPatch> userUpdate(UserPlans plans) {
    return new DirectoryKind<>("user.update", NamedPatch.class, plans::update);
  }

  @Bean
  DirectoryKind<PrincipalTarget> principalDisable(PrincipalPlans plans) {
    return new DirectoryKind<>("principal.disable", PrincipalTarget.class, plans::disable);
  }

  @Bean
  DirectoryKind<PrincipalTarget> principalEnable(PrincipalPlans plans) {
    return new DirectoryKind<>("principal.enable", PrincipalTarget.class, plans::enable);
  }

  @Bean
  DirectoryKind<TeamDraft> teamCreate(TeamPlans plans) {
    return new DirectoryKind<>("team.create", TeamDraft.class, plans::create);
  }

  @Bean
  DirectoryKind<NamedPatch> teamUpdate(TeamPlans plans) {
    return new DirectoryKind<>("team.update", NamedPatch.class, plans::update);
  }

  @Bean
  DirectoryKind<Named> teamDelete(TeamPlans plans) {
    return new DirectoryKind<>("team.delete", Named.class, plans::delete);
  }

  @Bean
  DirectoryKind<Membership> teamMemberAdd(TeamPlans plans) {
    return new DirectoryKind<>("team.member_add", Membership.class, plans::add);
  }

  @Bean
  DirectoryKind<Membership> teamMemberRemove(TeamPlans plans) {
    return new DirectoryKind<>("team.member_remove", Membership.class, plans::remove);
  }

  @Bean
  DirectoryKind<RoleDraft> roleCreate(RolePlans plans) {
    return new DirectoryKind<>("role.create", RoleDraft.class, plans::create);
  }

  @Bean
  DirectoryKind<NamedPatch> roleUpdate(RolePlans plans) {
    return new DirectoryKind<>("role.update", NamedPatch.class, plans::update);
  }

  @Bean
  DirectoryKind<Named> roleDelete(RolePlans plans) {
    return new DirectoryKind<>("role.delete", Named.class, plans::delete);
  }

  @Bean
  DirectoryKind<Membership> roleMemberAdd(RolePlans plans) {
    return new DirectoryKind<>("role.member_add", Membership.class, plans::add);
  }

  @Bean
  DirectoryKind<Membership> roleMemberRemove(RolePlans plans) {
    return new DirectoryKind<>("role.member_remove", Membership.class, plans::remove);
  }
}
