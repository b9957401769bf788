package io.diag.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The parts of {@code docs/containers.md} fit each other. {@link ContainersIT} runs them. */
class ManifestsTest {
  @Test
  void everyObjectHasKindVersionAndName() {
    assertThat(Manifests.all()).hasSizeGreaterThan(4);
    for (JsonNode object : Manifests.all()) {
      for (String field : List.of("/apiVersion", "/kind", "/metadata/name")) {
        assertThat(object.at(field).asText()).as(object + field).isNotEmpty();
      }
    }
  }

  @Test
  void aDeploymentSelectsItsOwnPods() {
    for (JsonNode deployment : Manifests.ofKind("Deployment")) {
      assertThat(deployment.at("/spec/selector/matchLabels"))
          .isEqualTo(deployment.at("/spec/template/metadata/labels"));
    }
  }

  @Test
  void everyVolumeIsMountedAndEveryMountHasItsVolume() {
    for (JsonNode deployment : Manifests.ofKind("Deployment")) {
      JsonNode pod = Manifests.pod(deployment);
      Set<String> volumes = new TreeSet<>();
      pod.get("volumes").forEach(volume -> volumes.add(volume.get("name").asText()));
      Set<String> mounted = new TreeSet<>();
      for (JsonNode container : containers(pod)) {
        container.get("volumeMounts").forEach(mount -> mounted.add(mount.get("name").asText()));
      }
      assertThat(mounted).isEqualTo(volumes);
    }
  }

  @Test
  void theImagesAreThoseThatThePageBuildsTheApplicationsAndTheProxys() {
    String page = Documents.read(Manifests.DOCUMENT);
    for (JsonNode deployment : Manifests.ofKind("Deployment")) {
      for (JsonNode container : containers(Manifests.pod(deployment))) {
        String image = container.get("image").asText();
        assertThat(image).matches("registry\\.example\\.com/(diag|checkout):1|nginxinc/.*");
        if (image.contains("/diag:")) {
          assertThat(page).contains("docker build -t " + image + " .");
        }
      }
    }
  }

  @Test
  void whatPodsReadIsMadeByACommandOfThePage() {
    String page = Documents.read(Manifests.DOCUMENT);
    List<String> claims = new ArrayList<>();
    Manifests.ofKind("PersistentVolumeClaim")
        .forEach(claim -> claims.add(claim.at("/metadata/name").asText()));
    for (JsonNode deployment : Manifests.ofKind("Deployment")) {
      String namespace = deployment.at("/metadata/namespace").asText();
      for (JsonNode volume : Manifests.pod(deployment).get("volumes")) {
        String create = "kubectl -n " + namespace + " create ";
        if (volume.has("secret")) {
          String secret = volume.at("/secret/secretName").asText();
          assertThat(page).containsPattern(create + "secret (generic|tls) " + secret + " ");
        } else if (volume.has("configMap")) {
          assertThat(page).contains(create + "configmap " + volume.at("/configMap/name").asText());
        } else if (volume.has("persistentVolumeClaim")) {
          assertThat(claims).contains(volume.at("/persistentVolumeClaim/claimName").asText());
        }
      }
    }
  }

  @Test
  void theServiceLeadsThroughTheProxyToTheCollector() {
    JsonNode diag = Manifests.deployment("diag");
    JsonNode service = Manifests.ofKind("Service").get(0);
    String name =
        service.at("/metadata/name").asText() + "." + service.at("/metadata/namespace").asText();
    assertThat(service.at("/spec/selector")).isEqualTo(diag.at("/spec/template/metadata/labels"));
    assertThat(service.at("/metadata/namespace")).isEqualTo(diag.at("/metadata/namespace"));
    JsonNode port = Manifests.container(diag, "proxy").at("/ports/0");
    assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(port.get("name"));
    assertThat(Manifests.proxy())
        .contains("listen " + port.get("containerPort").asInt() + " ssl;")
        .contains("proxy_pass http://127.0.0.1:7070;")
        .contains("client_max_body_size " + (Wire.MAX_SENT_BYTES >> 20) + "m;")
        .contains("proxy_set_header Host $http_host;");
    assertThat(Manifests.strings(Manifests.container(diag, "collector").get("args")))
        .containsSubsequence("--allow-host", name + ".svc");
    assertThat(
            Manifests.environment(
                Manifests.container(Manifests.deployment("checkout"), "app"), "node-1"))
        .containsEntry("DIAG_COLLECTOR", "https://" + name + ".svc");
    JsonNode probe = Manifests.container(diag, "proxy").at("/readinessProbe/httpGet");
    assertThat(probe.get("port")).isEqualTo(port.get("name"));
    assertThat(probe.at("/httpHeaders/0/value").asText()).isEqualTo(name + ".svc");
  }

  @Test
  void theAgentIsWhereItIsCopiedTo() {
    assertThat(Manifests.dockerfile()).contains("COPY diag-collector.jar diag.jar /opt/diag/\n");
    Pattern agent = Pattern.compile("-javaagent:(\\S+)");
    List<JsonNode> applications =
        Manifests.ofKind("Deployment").stream()
            .filter(one -> one.at("/metadata/name").asText().equals("checkout"))
            .toList();
    assertThat(applications).hasSize(2);
    for (JsonNode deployment : applications) {
      JsonNode copying = Manifests.pod(deployment).at("/initContainers/0/command");
      Matcher named =
          agent.matcher(
              Manifests.environment(Manifests.container(deployment, "app"), "node-1")
                  .get("JAVA_TOOL_OPTIONS"));
      assertThat(named.find()).isTrue();
      assertThat(Manifests.strings(copying))
          .containsExactly("cp", "/opt/diag/diag.jar", named.group(1));
    }
  }

  private static List<JsonNode> containers(JsonNode pod) {
    List<JsonNode> containers = new ArrayList<>();
    pod.path("initContainers").forEach(containers::add);
    pod.get("containers").forEach(containers::add);
    return containers;
  }
}
