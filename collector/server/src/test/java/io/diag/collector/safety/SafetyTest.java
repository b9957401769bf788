package io.diag.collector.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import io.diag.wire.Wire;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyTest {
  @TempDir private Path data;
  private RunningCollector collector;

  @BeforeEach
  void start() throws StartException {
    collector = new RunningCollector(data, config -> config.withAllowHosts(Set.of("diag.example")));
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1:7070",
        "127.8.9.1",
        "[::1]:7070",
        "diag.example:80"
      })
  void namesOfOurOwnAreAnswered(String host) {
    assertThat(collector.get("/healthz", "Host", host).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:7070",
        "128.0.0.1",
        "[::2]",
        "localhost."
      })
  void everyPathRefusesForeignNames(String host) {
    for (String path : new String[] {"/healthz", "/", "/assets/x.js", "/api/v1/jvms", "/nope"}) {
      assertProblem(collector.get(path, "Host", host), 421, "unknown-host", "--allow-host");
    }
  }

  @Test
  void aMissingHostIsRefused() throws IOException {
    String answer = collector.raw("GET /healthz HTTP/1.0");
    assertThat(answer).contains("421").contains("urn:diag:unknown-host");
  }

  @Test
  void aFormPostIsRefused() {
    HttpResponse<String> response =
        collector.send(
            Wire.itemPath(RunningCollector.JVM, 1),
            HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=b")));
    assertProblem(response, 415, "content-type", "application/json");
  }

  @Test
  void aForeignOriginMayNotChangeAnything() {
    for (String origin : new String[] {"http://evil.example", "null", "http://127.0.0.1:1"}) {
      HttpResponse<String> response =
          collector.send(
              Wire.jvmPath(RunningCollector.JVM),
              HttpRequest.newBuilder()
                  .header("Content-Type", "application/json")
                  .header("Origin", origin)
                  .PUT(HttpRequest.BodyPublishers.ofString("{}")));
      assertProblem(response, 403, "foreign-origin", origin);
    }
  }

  @Test
  void theCollectorsOwnOriginMayChangeThings() {
    HttpResponse<String> response =
        collector.send(
            Wire.jvmPath(RunningCollector.JVM),
            HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .header("Origin", "http://127.0.0.1:" + collector.port())
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"service\":\"s\",\"host\":\"h\",\"jdk\":\"17\"}")));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void theMethodCannotBeOverridden() {
    HttpResponse<String> response = collector.get("/api/v1/jvms", "X-HTTP-Method-Override", "PUT");
    assertProblem(response, 400, "method-override", "X-HTTP-Method-Override");
  }

  @Test
  void nothingAllowsOtherSites() {
    HttpResponse<String> response =
        collector.send(
            "/api/v1/jvms",
            HttpRequest.newBuilder()
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "PUT")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/", "/api/v1/jvms", "/nope"})
  void everyAnswerKeepsBrowsersCareful(String path) {
    HttpResponse<String> response = collector.get(path);
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'self'")
                    .contains("frame-ancestors 'none'"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void withATokenEverythingButHealthAndPagesNeedsIt(@TempDir Path other) throws StartException {
    try (RunningCollector guarded =
        new RunningCollector(other, config -> config.withToken(Optional.of("s3cret")))) {
      for (String path :
          new String[] {
            "/api/v1/jvms",
            "/api/v1/openapi.json",
            "/api/nope",
            "/diag.jar",
            "/wire/v1/jvms/x",
            "/diag.jar/",
            "/api;x/v1/jvms",
            "/%61pi/v1/jvms",
            "/x/../api/v1/jvms"
          }) {
        HttpResponse<String> refused = guarded.get(path);
        assertThat(refused.statusCode()).as(path).isEqualTo(401);
        assertThat(guarded.get(path, "Authorization", "Bearer s3cre").statusCode()).isEqualTo(401);
        assertThat(guarded.get(path, "Authorization", "Basic s3cret").statusCode()).isEqualTo(401);
      }
      HttpResponse<String> refused = guarded.get("/api/v1/jvms");
      assertProblem(refused, 401, "unauthorized", "--token-file");
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
      assertThat(guarded.get("/api/v1/jvms", "Authorization", "Bearer s3cret").statusCode())
          .isEqualTo(200);
      assertThat(guarded.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(guarded.get("/").statusCode()).isIn(200, 404);
      HttpResponse<String> post =
          guarded.send(
              "/", HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString("x")));
      assertThat(post.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void whatIsNotHttpGetsAProblemToo() throws IOException {
    String answer = collector.raw("GET /api%2fv1 HTTP/1.1", "Host: localhost", "Connection: close");
    assertThat(answer).contains("400").contains("application/problem+json").contains("urn:diag:");
  }

  @Test
  void anUpgradeToNothingIsAProblemWithoutACookie() throws IOException {
    String answer =
        collector.raw(
            "GET /ws HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGVzdHRlc3R0ZXN0dGVzdA==");
    assertThat(answer).contains("404").contains("urn:diag:not-found").doesNotContain("Set-Cookie");
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, String word, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = RunningCollector.parse(response);
    assertThat(problem.get("type").asText()).isEqualTo("urn:diag:" + word);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).contains(detail);
  }
}
