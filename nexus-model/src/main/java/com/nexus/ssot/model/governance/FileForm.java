package com.nexus.ssot.model.governance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a governance file is laid out. Everything may be missing here, so that the rest can still be
 * looked at; {@link GovernanceFile} knows what must be there and what has a default.
 */
record FileForm(@Nullable Body aliasGovernance) {

  record Body(
      @Nullable String version,
      @Nullable Rules rules,
      @Nullable Map<String, ContextForm> contexts,
      @Nullable AuditForm audit) {}

  record Rules(
      @Nullable UniquenessForm uniqueness,
      @Nullable NamingForm naming,
      @Nullable ExpirationForm expiration,
      @Nullable DeprecationForm deprecation,
      @Nullable List<String> reservedWords,
      @Nullable Boolean ownershipRequired,
      @Nullable List<String> allowedUrlSchemes,
      @Nullable List<String> allowedUrlHosts,
      @Nullable ApprovalForm approvals,
      @Nullable WindowsForm changeWindows) {

    static final Rules NONE = new Rules(null, null, null, null, null, null, null, null, null, null);
  }

  record ApprovalForm(
      @Nullable Integer required,
      @Nullable Integer deletes,
      @Nullable List<String> teams,
      @Nullable Period proposalExpiry,
      @Nullable Boolean administration) {
    static final ApprovalForm NONE = new ApprovalForm(null, null, null, null, null);
  }

  record WindowsForm(
      @Nullable String zone, @Nullable List<WeeklyForm> allow, @Nullable List<FreezeForm> deny) {}

  record WeeklyForm(@Nullable List<String> days, @Nullable String from, @Nullable String to) {}

  record FreezeForm(@Nullable String starts, @Nullable String ends, @Nullable String reason) {}

  record UniquenessForm(@Nullable Boolean withinContext, @Nullable Boolean acrossContexts) {
    static final UniquenessForm NONE = new UniquenessForm(null, null);
  }

  record NamingForm(
      @Nullable String pattern, @Nullable Integer minLength, @Nullable Integer maxLength) {
    static final NamingForm NONE = new NamingForm(null, null, null);
  }

  record ExpirationForm(
      @Nullable Boolean temporaryAliases,
      @Nullable Period defaultTtl,
      @Nullable Period maxTtl,
      @Nullable Period gracePeriod) {
    static final ExpirationForm NONE = new ExpirationForm(null, null, null, null);
  }

  record DeprecationForm(@Nullable Period noticePeriod) {}

  record ContextForm(
      @Nullable List<String> permissions,
      @Nullable Boolean approvalRequired,
      @Nullable Boolean autoExpire,
      @Nullable ApprovalForm approvals,
      @Nullable WindowsForm changeWindows) {}

  record AuditForm(
      @Nullable Boolean logAllChanges,
      @Nullable Period retentionPeriod,
      @Nullable String externalStorage) {
    static final AuditForm NONE = new AuditForm(null, null, null);
  }
}
