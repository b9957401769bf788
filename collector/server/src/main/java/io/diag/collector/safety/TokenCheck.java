package io.diag.collector.safety;

import io.diag.collector.api.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Compares the bearer token in a time that does not depend on how much of it is right. */
final class TokenCheck {
  private static final String SCHEME = "Bearer ";

  private final byte[] token;

  TokenCheck(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param authorization the header's value, or null
   */
  Optional<Problem> check(String authorization) {
    if (authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            token,
            authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            401,
            "unauthorized",
            "Token needed",
            (authorization == null ? "There is no Authorization header" : "The token is not right")
                + "; send 'Authorization: Bearer TOKEN' with the token of the collector's"
                + " --token-file."));
  }
}
