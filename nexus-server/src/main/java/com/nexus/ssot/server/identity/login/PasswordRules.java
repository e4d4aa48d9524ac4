package com.nexus.ssot.server.identity.login;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** What a password must be: long, and not what many people choose. Nothing else. */
final class PasswordRules {
  static final int SHORTEST = 15;
  static final int LONGEST = 128;

  private static final List<String> PRODUCT = List.of("nexus", "ssot", "nexusssot", "nexus ssot");

  private PasswordRules() {}

  /** The form in which a password is hashed: the same on every keyboard. */
  static String normalised(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  /**
   * Refuses a bad password with everything that is wrong with it.
   *
   * @param field where it stands in the request
   * @param names what the person is called
   * @throws Fault {@code INVALID}
   */
  static void require(String field, String password, List<String> names) {
    List<Cause> causes = new ArrayList<>();
    String plain = normalised(password);
    int length = plain.codePointCount(0, plain.length());
    if (length < SHORTEST || length > LONGEST) {
      causes.add(
          Cause.at(
              field,
              "It has " + length + " characters.",
              "Take " + SHORTEST + " to " + LONGEST + ", of any kind."));
    } else if (CommonPasswords.own().include(plain, known(names))) {
      causes.add(
          Cause.at(
              field,
              "It is made of what many people choose: common words, names, sequences or"
                  + " repetitions.",
              "Take several words that have nothing to do with each other, or let a password"
                  + " program make it."));
    }
    if (plain.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r')) {
      causes.add(Cause.at(field, "It holds a line break or NUL.", "Take it out."));
    }
    if (!causes.isEmpty()) {
      throw Fault.of(FaultCode.INVALID, "The password cannot be used.", causes);
    }
  }

  private static List<String> known(List<String> names) {
    List<String> all = new ArrayList<>(PRODUCT);
    for (String name : names) {
      all.add(name);
      all.add(name.replaceAll("[^\\p{L}\\p{N}]", ""));
    }
    return all;
  }
}
