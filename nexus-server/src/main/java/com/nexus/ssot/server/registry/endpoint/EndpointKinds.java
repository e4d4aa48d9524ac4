package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.Endpoint;
import com.nexus.ssot.model.api.EndpointDraft;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.registry.CreateKind;
import com.nexus.ssot.server.registry.DeleteKind;
import com.nexus.ssot.server.registry.RestoreKind;
import com.nexus.ssot.server.registry.UpdateKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The writes that endpoints share with other types. */
@Configuration(proxyBeanMethods = false)
class EndpointKinds {

  @Bean
  CreateKind<Endpoint, EndpointDraft> endpointCreate(EndpointType type, Access access) {
    return new CreateKind<>(type, access);
  }

  @Bean
  UpdateKind<Endpoint, EndpointDraft> endpointUpdate(EndpointType type, Access access) {
    return new UpdateKind<>(type, access);
  }

  @Bean
  DeleteKind<Endpoint, EndpointDraft> endpointDelete(EndpointType type, Access access) {
    return new DeleteKind<>(type, access);
  }

  @Bean
  RestoreKind<Endpoint, EndpointDraft> endpointRestore(EndpointType type, Access access) {
    return new RestoreKind<>(type, access);
  }
}
