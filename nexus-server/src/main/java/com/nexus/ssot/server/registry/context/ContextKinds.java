package com.nexus.ssot.server.registry.context;

import com.nexus.ssot.model.api.Context;
import com.nexus.ssot.model.api.ContextDraft;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.registry.CreateKind;
import com.nexus.ssot.server.registry.DeleteKind;
import com.nexus.ssot.server.registry.RestoreKind;
import com.nexus.ssot.server.registry.UpdateKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The writes that contexts share with other types. */
@Configuration(proxyBeanMethods = false)
class ContextKinds {

  @Bean
  CreateKind<Context, ContextDraft> contextCreate(ContextType type, Access access) {
    return new CreateKind<>(type, access);
  }

  @Bean
  UpdateKind<Context, ContextDraft> contextUpdate(ContextType type, Access access) {
    return new UpdateKind<>(type, access);
  }

  @Bean
  DeleteKind<Context, ContextDraft> contextDelete(ContextType type, Access access) {
    return new DeleteKind<>(type, access);
  }

  @Bean
  RestoreKind<Context, ContextDraft> contextRestore(ContextType type, Access access) {
    return new RestoreKind<>(type, access);
  }
}
