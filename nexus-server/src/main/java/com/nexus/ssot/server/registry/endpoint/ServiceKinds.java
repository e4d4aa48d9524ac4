package com.nexus.ssot.server.registry.endpoint;

import com.nexus.ssot.model.api.Service;
import com.nexus.ssot.model.api.ServiceDraft;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.registry.CreateKind;
import com.nexus.ssot.server.registry.DeleteKind;
import com.nexus.ssot.server.registry.RestoreKind;
import com.nexus.ssot.server.registry.UpdateKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The writes that services share with other types. */
@Configuration(proxyBeanMethods = false)
class ServiceKinds {

  @Bean
  CreateKind<Service, ServiceDraft> serviceCreate(ServiceType type, Access access) {
    return new CreateKind<>(type, access);
  }

  @Bean
  UpdateKind<Service, ServiceDraft> serviceUpdate(ServiceType type, Access access) {
    return new UpdateKind<>(type, access);
  }

  @Bean
  DeleteKind<Service, ServiceDraft> serviceDelete(ServiceType type, Access access) {
    return new DeleteKind<>(type, access);
  }

  @Bean
  RestoreKind<Service, ServiceDraft> serviceRestore(ServiceType type, Access access) {
    return new RestoreKind<>(type, access);
  }
}
