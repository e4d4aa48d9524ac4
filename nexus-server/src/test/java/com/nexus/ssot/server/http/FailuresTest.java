package com.nexus.ssot.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.server.ResponseStatusException;

/** What is thrown, and which fault the caller sees. */
class FailuresTest {
  private final Failures failures =
      new Failures(
          List.of(failure ->
              failure instanceof UnsupportedOperationException
                  ? Fault.of(FaultCode.STORAGE_FULL, "The disk is full.")
                  : null));

  @Test
  void whatAFeatureKnowsIsFoundAtAnyDepth() {
    Throwable deep = new IllegalStateException(new UnsupportedOperationException());
    assertThat(failures.of(deep).code()).isEqualTo(FaultCode.STORAGE_FULL);
  }

  @Test
  void whatNobodyKnowsIsInternal() {
    Fault fault = failures.of(new IllegalStateException("secret"));
    assertThat(fault.code()).isEqualTo(FaultCode.INTERNAL);
    assertThat(fault.detail()).doesNotContain("secret");
  }

  @Test
  void anAnswerThatTookTooLongMayBeAskedForAgain() {
    assertThat(failures.of(new AsyncRequestTimeoutException()).code().retryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "400,MALFORMED", "401,UNAUTHENTICATED", "403,FORBIDDEN", "404,NOT_FOUND",
    "405,METHOD_NOT_ALLOWED", "406,NOT_ACCEPTABLE", "413,TOO_LARGE", "414,URI_TOO_LONG",
    "415,UNSUPPORTED_MEDIA_TYPE", "431,HEADERS_TOO_LARGE", "500,INTERNAL", "503,UNAVAILABLE"
  })
  void aStatusOfALibraryHasItsFault(int status, FaultCode code) {
    assertThat(failures.of(new ResponseStatusException(HttpStatus.valueOf(status), "secret")))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code))
        .satisfies(fault -> assertThat(fault.detail()).doesNotContain("secret"));
  }
}
