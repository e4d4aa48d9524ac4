package com.nexus.ssot.server.identity.token;

import com.nexus.ssot.model.api.DeviceAnswer;
import com.nexus.ssot.model.api.TokenAnswer;
import com.nexus.ssot.model.api.TokenError;
import com.nexus.ssot.server.base.Actor;
import com.nexus.ssot.server.base.RateLimits.Rate;
import com.nexus.ssot.server.http.Body;
import com.nexus.ssot.server.http.Open;
import com.nexus.ssot.server.http.Rated;
import com.nexus.ssot.server.identity.Origins;
import com.nexus.ssot.server.identity.token.TokenRefusal.Word;
import com.nexus.ssot.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The token endpoint and what belongs to it, as OAuth 2.0 has them (RFC 6749, 7009, 8628, 8693).
 * Open, because what is sent is the credential.
 */
@RestController
@RequestMapping("/api/auth")
@Open
final class TokenResource {
  private final ClientGrants clients;
  private final TokenLogins logins;
  private final DeviceCodes devices;
  private final TokenEnd end;
  private final @Nullable URI baseUrl;

  TokenResource(
      ClientGrants clients,
      TokenLogins logins,
      DeviceCodes devices,
      TokenEnd end,
      ServerSettings settings) {
    this.clients = clients;
    this.logins = logins;
    this.devices = devices;
    this.end = end;
    this.baseUrl = settings.baseUrl();
  }

  @Rated(Rate.LOGINS)
  @PostMapping("/token")
  TokenAnswer token(
      @Body(types = TokenForm.TYPE, maxBytes = TokenForm.MAX_BYTES) byte[] body,
      @Nullable Actor caller,
      HttpServletRequest request) {
    TokenForm form = TokenForm.of(body);
    Actor.Origin origin = Origins.of(request);
    return switch (form.need("grant_type")) {
      case ClientGrants.CLIENT_CREDENTIALS -> clients.credentials(form, caller, origin);
      case ClientGrants.EXCHANGE -> clients.exchange(form, caller, origin);
      case TokenLogins.REFRESH -> logins.refresh(form, origin);
      case DeviceCodes.GRANT -> devices.poll(form, origin);
      default ->
          throw new TokenRefusal(
              Word.UNSUPPORTED_GRANT_TYPE,
              "The grants are client_credentials, refresh_token, token-exchange and device_code.");
    };
  }

  @Rated(Rate.LOGINS)
  @PostMapping("/device")
  DeviceAnswer device(
      @Body(types = TokenForm.TYPE, maxBytes = TokenForm.MAX_BYTES, required = false)
          byte @Nullable [] body,
      HttpServletRequest request) {
    TokenForm form = TokenForm.of(body == null ? new byte[0] : body);
    return devices.begin(form, Origins.of(request), page(request));
  }

  @PostMapping("/revoke")
  ResponseEntity<Void> revoke(
      @Body(types = TokenForm.TYPE, maxBytes = TokenForm.MAX_BYTES) byte[] body,
      HttpServletRequest request) {
    TokenForm form = TokenForm.of(body);
    boolean all = form.get("all").filter("true"::equals).isPresent();
    end.revoke(form.need("token"), all, Origins.of(request));
    return ResponseEntity.ok().build();
  }

  /**
   * The page where people type codes: where others reach the server, else where this caller did.
   */
  private String page(HttpServletRequest request) {
    String base =
        baseUrl == null
            ? request.getRequestURL().substring(0, request.getRequestURL().indexOf("/api/"))
            : baseUrl.toString();
    return base + "/device";
  }

  @ExceptionHandler
  ResponseEntity<TokenError> refused(TokenRefusal refusal) {
    Word word = refusal.word();
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(word.status());
    if (word == Word.INVALID_CLIENT) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"nexus\"");
    }
    return answer.body(
        new TokenError(
            word.text(), refusal.sentence(), word.code() == null ? null : word.code().name()));
  }
}
