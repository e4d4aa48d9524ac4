package com.nexus.ssot.model.api;

/**
 * The one answer that shows an invitation.
 *
 * @param code what the invited person signs in with for the first time; cannot be shown again
 */
public record Invitation(String username, String code) {
  @Override
  public String toString() {
    return "Invitation[" + username + "]";
  }
}
