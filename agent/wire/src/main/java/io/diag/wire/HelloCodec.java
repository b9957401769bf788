package io.diag.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** JSON of {@link Hello}. Any thread; allocates. */
public final class HelloCodec {
  private HelloCodec() {}

  public static byte[] write(Hello hello) {
    return WireJson.write(
        json -> {
          json.writeStringField("service", hello.service());
          json.writeStringField("host", hello.host());
          json.writeNumberField("pid", hello.pid());
          json.writeStringField("jdk", hello.jdk());
          optional(json, "vm", hello.vm());
          optional(json, "gc", hello.gc());
          optional(json, "os", hello.os());
          if (hello.cpus() > 0) {
            json.writeNumberField("cpus", hello.cpus());
          }
          json.writeNumberField("startedAt", hello.startedAtMillis());
          json.writeNumberField("sentAt", hello.sentAtMillis());
          json.writeNumberField("intervalMillis", hello.intervalMillis());
          json.writeStringField("agentVersion", hello.agentVersion());
          WireJson.write(json, "labels", hello.labels());
          json.writeArrayFieldStart("features");
          for (FeatureState feature : hello.features()) {
            json.writeStartObject();
            json.writeStringField("name", feature.name());
            json.writeStringField("state", feature.status().label());
            optional(json, "reason", feature.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * @throws WireException if the body is not a hello; the message says where and why
   */
  public static Hello read(InputStream in) throws IOException {
    Hello.Builder hello = Hello.builder();
    WireJson.read(
        in,
        (name, json) -> {
          switch (name) {
            case "service":
              hello.service(WireJson.string(json));
              break;
            case "host":
              hello.host(WireJson.string(json));
              break;
            case "jdk":
              hello.jdk(WireJson.string(json));
              break;
            case "pid":
              hello.pid(WireJson.integer(json));
              break;
            case "vm":
              hello.vm(WireJson.string(json));
              break;
            case "gc":
              hello.gc(WireJson.string(json));
              break;
            case "os":
              hello.os(WireJson.string(json));
              break;
            case "cpus":
              hello.cpus((int) WireJson.integer(json));
              break;
            case "startedAt":
              hello.startedAtMillis(WireJson.integer(json));
              break;
            case "sentAt":
              hello.sentAtMillis(WireJson.integer(json));
              break;
            case "intervalMillis":
              hello.intervalMillis(WireJson.integer(json));
              break;
            case "agentVersion":
              hello.agentVersion(WireJson.required(name, WireJson.string(json)));
              break;
            case "labels":
              hello.labels(WireJson.strings(json));
              break;
            case "features":
              hello.features(features(json));
              break;
            default:
              break;
          }
        });
    try {
      return hello.build();
    } catch (IllegalArgumentException incomplete) {
      throw new WireException(incomplete.getMessage(), incomplete);
    }
  }

  private static List<FeatureState> features(JsonParser json) throws IOException {
    WireJson.expect(json, JsonToken.START_ARRAY);
    List<FeatureState> features = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String[] parts = new String[3];
      WireJson.object(
          json,
          (name, value) -> {
            switch (name) {
              case "name":
                parts[0] = WireJson.string(value);
                break;
              case "state":
                parts[1] = WireJson.string(value);
                break;
              case "reason":
                parts[2] = WireJson.string(value);
                break;
              default:
                break;
            }
          });
      features.add(
          FeatureState.of(
              WireJson.required("name", parts[0]),
              FeatureState.Status.ofLabel(WireJson.required("state", parts[1])),
              parts[2]));
    }
    return features;
  }

  private static void optional(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }
}
