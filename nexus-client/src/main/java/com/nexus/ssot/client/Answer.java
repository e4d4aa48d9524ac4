package com.nexus.ssot.client;

import com.nexus.ssot.model.api.Page;
import com.nexus.ssot.model.json.Json;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A successful answer.
 *
 * @param body the whole body; empty when it is read as a stream
 * @param stream the body as it comes; null when it was read already
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, HttpHeaders headers, byte[] body, @Nullable InputStream stream) {

  // A newer registry may say more than this client knows.
  private static final JsonMapper LENIENT =
      Json.stored().rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  @Nullable String entityTag() {
    return header("ETag").orElse(null);
  }

  <T> T as(Class<T> type) {
    return read(LENIENT.constructType(type));
  }

  <T> Page<T> page(Class<T> type) {
    return read(LENIENT.getTypeFactory().constructParametricType(Page.class, type));
  }

  <T> List<T> list(Class<T> type) {
    return read(LENIENT.getTypeFactory().constructCollectionType(List.class, type));
  }

  JsonNode tree() {
    return as(JsonNode.class);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // the three callers name it by their class
  private <T> T read(JavaType type) {
    try {
      T value = LENIENT.readValue(body, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw SsotException.unreadable(
          "The answer with status "
              + status
              + " is not what a registry says: "
              + e.getOriginalMessage(),
          e);
    }
    throw SsotException.unreadable("The answer with status " + status + " is empty.", null);
  }
}
