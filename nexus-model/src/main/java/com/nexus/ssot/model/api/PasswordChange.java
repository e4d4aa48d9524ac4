package com.nexus.ssot.model.api;

/** What a person says to change their password. */
public record PasswordChange(String oldPassword, String newPassword) {

  @Override
  public String toString() {
    return "PasswordChange[hidden]";
  }
}
