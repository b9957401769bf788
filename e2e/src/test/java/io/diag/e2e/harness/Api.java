package io.diag.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The collector's API over plain HTTP, as any client sees it. */
public final class Api {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;

  Api(String address) {
    this.address = address;
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Posts JSON and returns the JSON of the answer. */
  public JsonNode post(String path, String body) {
    return json(
        path,
        send(
            HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  public JsonNode json(String path) {
    return json(path, get(path));
  }

  private static JsonNode json(String path, HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " gave " + response.statusCode() + response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  public List<JsonNode> jvms() {
    List<JsonNode> jvms = new ArrayList<>();
    json("/api/v1/jvms").get("jvms").forEach(jvms::add);
    return jvms;
  }

  public Optional<JsonNode> jvm(long pid) {
    return jvms().stream().filter(jvm -> jvm.get("pid").asLong() == pid).findFirst();
  }

  /** Waits until the JVM with this process id is known and in this state. */
  public JsonNode awaitJvm(long pid, String state) {
    return Eventually.eventually(
        "JVM " + pid + " is " + state,
        Duration.ofSeconds(40),
        () -> jvm(pid).orElseThrow(() -> new IllegalStateException("unknown")),
        jvm -> jvm.get("state").asText().equals(state));
  }

  /** The series with this name; each has labels and points. */
  public List<JsonNode> series(String jvmId, String name) {
    List<JsonNode> series = new ArrayList<>();
    json("/api/v1/jvms/" + jvmId + "/series?points=10000&names=" + name)
        .get("series")
        .forEach(series::add);
    return series;
  }

  /** When this series was read. */
  public List<Long> times(String jvmId, String name) {
    List<Long> times = new ArrayList<>();
    series(jvmId, name).get(0).get("points").forEach(point -> times.add(point.get(0).asLong()));
    return times;
  }

  /** The last value of the series with this label value (or the only one when it is null). */
  public double last(String jvmId, String name, String labelValue) {
    for (JsonNode series : series(jvmId, name)) {
      if (labelValue == null || series.get("labels").toString().contains(labelValue)) {
        JsonNode point = series.get("points").get(series.get("points").size() - 1);
        return point.get(point.size() - 1).asDouble();
      }
    }
    throw new IllegalStateException("no series " + name + " with " + labelValue);
  }

  /** The collapsed CPU profile of the last hour. */
  public Collapsed profile(String jvmId) {
    return collapsed(jvmId, "cpu", "");
  }

  /**
   * Collapsed stacks of an event.
   *
   * @param range further parameters, each after an ampersand
   */
  public Collapsed collapsed(String jvmId, String event, String range) {
    HttpResponse<String> response =
        get("/api/v1/jvms/" + jvmId + "/profile?format=collapsed&event=" + event + range);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.body());
    }
    return Collapsed.parse(response.body());
  }
}
