package com.nexus.ssot.model.api;

/**
 * How a person signs in a program that shows no pages (RFC 8628).
 *
 * @param deviceCode what the program asks with
 * @param userCode what the person types
 * @param verificationUri where the person types it
 * @param verificationUriComplete the same with the code in it
 * @param expiresIn seconds
 * @param interval seconds to wait between two questions
 */
public record DeviceAnswer(
    String deviceCode,
    String userCode,
    String verificationUri,
    String verificationUriComplete,
    long expiresIn,
    long interval) {

  /** Never shows the codes. */
  @Override
  public String toString() {
    return "DeviceAnswer[" + verificationUri + "]";
  }
}
