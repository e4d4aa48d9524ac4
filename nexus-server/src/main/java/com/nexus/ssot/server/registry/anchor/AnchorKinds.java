package com.nexus.ssot.server.registry.anchor;

import com.nexus.ssot.model.api.Anchor;
import com.nexus.ssot.model.api.AnchorDraft;
import com.nexus.ssot.server.base.Access;
import com.nexus.ssot.server.registry.CreateKind;
import com.nexus.ssot.server.registry.DeleteKind;
import com.nexus.ssot.server.registry.RestoreKind;
import com.nexus.ssot.server.registry.UpdateKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The writes that anchors share with other types. */
@Configuration(proxyBeanMethods = false)
class AnchorKinds {

  @Bean
  CreateKind<Anchor, AnchorDraft> anchorCreate(AnchorType type, Access access) {
    return new CreateKind<>(type, access);
  }

  @Bean
  UpdateKind<Anchor, AnchorDraft> anchorUpdate(AnchorType type, Access access) {
    return new UpdateKind<>(type, access);
  }

  @Bean
  DeleteKind<Anchor, AnchorDraft> anchorDelete(AnchorType type, Access access) {
    return new DeleteKind<>(type, access);
  }

  @Bean
  RestoreKind<Anchor, AnchorDraft> anchorRestore(AnchorType type, Access access) {
    return new RestoreKind<>(type, access);
  }
}
