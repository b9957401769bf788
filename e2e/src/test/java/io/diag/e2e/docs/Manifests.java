package io.diag.e2e.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page on containers gives to Kubernetes and Docker. */
final class Manifests {
  static final String DOCUMENT = "docs/containers.md";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifests() {}

  /** The objects of each YAML block, in its order. */
  static List<List<JsonNode>> blocks() {
    List<List<JsonNode>> blocks = new ArrayList<>();
    for (DocBlock block : DocBlock.of(DOCUMENT)) {
      if (block.language().equals("yaml")) {
        blocks.add(objects(block.text()));
      }
    }
    return blocks;
  }

  static List<JsonNode> objects(String yaml) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return values.readAll();
    } catch (IOException malformed) {
      throw new UncheckedIOException(yaml, malformed);
    }
  }

  static List<JsonNode> all() {
    return blocks().stream().flatMap(List::stream).toList();
  }

  /** Of a kind, in the order of the page. */
  static List<JsonNode> ofKind(String kind) {
    return all().stream().filter(one -> one.get("kind").asText().equals(kind)).toList();
  }

  /** The last deployment with this name. */
  static JsonNode deployment(String name) {
    List<JsonNode> named =
        ofKind("Deployment").stream()
            .filter(one -> one.at("/metadata/name").asText().equals(name))
            .toList();
    return named.get(named.size() - 1);
  }

  static JsonNode pod(JsonNode deployment) {
    return deployment.at("/spec/template/spec");
  }

  static JsonNode container(JsonNode deployment, String name) {
    for (JsonNode container : pod(deployment).get("containers")) {
      if (container.get("name").asText().equals(name)) {
        return container;
      }
    }
    throw new IllegalArgumentException("no container " + name);
  }

  /**
   * The variables of a container, those in {@code $(...)} put in.
   *
   * @param field the value of one that comes from the pod
   */
  static Map<String, String> environment(JsonNode container, String field) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode one : container.get("env")) {
      String value = one.has("valueFrom") ? field : one.get("value").asText();
      for (Map.Entry<String, String> before : environment.entrySet()) {
        value = value.replace("$(" + before.getKey() + ")", before.getValue());
      }
      environment.put(one.get("name").asText(), value);
    }
    return environment;
  }

  /** How the image starts, as its Dockerfile says. */
  static List<String> entryPoint() {
    String dockerfile = dockerfile();
    String line =
        dockerfile
            .lines()
            .filter(each -> each.startsWith("ENTRYPOINT "))
            .reduce((first, last) -> last)
            .orElseThrow();
    try {
      return strings(JSON.readTree(line.substring("ENTRYPOINT ".length())));
    } catch (IOException malformed) {
      throw new UncheckedIOException(line, malformed);
    }
  }

  /** The first one on the page. */
  static String dockerfile() {
    return block("dockerfile");
  }

  static String proxy() {
    return block("nginx");
  }

  static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(one -> strings.add(one.asText()));
    return strings;
  }

  private static String block(String language) {
    return DocBlock.of(DOCUMENT).stream()
        .filter(block -> block.language().equals(language))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
