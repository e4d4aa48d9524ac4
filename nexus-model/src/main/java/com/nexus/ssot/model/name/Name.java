package com.nexus.ssot.model.name;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A name as somebody wrote it, with the key that decides whether two names are the same.
 *
 * <p>The key is the NFC form in lower case with {@code _} folded to {@code -}, so {@code User_Mgmt}
 * and {@code user-mgmt} are one name. Whether a name is allowed is not decided here but by the
 * rules of its context.
 *
 * @param shown the name as written, in NFC
 * @param key what names are compared and stored by
 */
public record Name(String shown, String key) {

  /** Reads a name; any text is a name until rules say otherwise. */
  public static Name of(String written) {
    String nfc = nfc(written);
    return new Name(nfc, keyOf(nfc));
  }

  private static String nfc(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String keyOf(String nfc) {
    for (int i = 0; i < nfc.length(); i++) {
      char c = nfc.charAt(i);
      if (c == '_' || (c >= 'A' && c <= 'Z') || c > 0x7f) {
        // Again, because some letters have a composed form in lower case only, such as U+01F0.
        return nfc(nfc.toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    return nfc;
  }

  @Override
  public String toString() {
    return shown;
  }
}
