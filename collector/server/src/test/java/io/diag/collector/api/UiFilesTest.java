package io.diag.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over the pages in this module's test resources. */
class UiFilesTest {
  @TempDir private Path data;
  private RunningCollector collector;

  @BeforeEach
  void start() throws StartException {
    collector = new RunningCollector(data);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/jvm/11111111-2222/profile", "/anything"})
  void viewsAreThePageAndAreAskedForEachTime(String path) {
    HttpResponse<String> response = collector.get(path, "Accept", "text/html,*/*;q=0.8");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("test page");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void builtFilesMayBeKeptForEver() {
    HttpResponse<String> response = collector.get("/assets/app-1a2b.js");
    assertThat(response.body()).contains("export");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    assertThat(response.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(control -> assertThat(control).contains("immutable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/missing.js",
        "/assets/",
        "/assets",
        "/api/nope",
        "/wire/nope",
        "/../openapi.json",
        "/assets/../../io/diag/collector/api/openapi.json",
        "/assets//app-1a2b.js",
        "/.git"
      })
  void whatIsNotAPageIsNotFound(String path) {
    HttpResponse<String> response = collector.get(path, "Accept", "*/*");
    assertThat(response.statusCode()).isIn(400, 404);
    assertThat(response.body()).contains("urn:diag:");
  }

  @Test
  void programsThatDoNotAskForAPageGetNone() {
    assertThat(collector.get("/jvm/x").statusCode()).isEqualTo(404);
    assertThat(collector.get("/api/v9", "Accept", "text/html").statusCode()).isEqualTo(404);
  }

  @Test
  void withoutABuiltInAgentItsDownloadSaysSo() {
    HttpResponse<String> response = collector.get("/diag.jar");
    if (response.statusCode() != 200) {
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("urn:diag:no-agent");
    }
  }
}
