package io.diag.e2e.harness;

import java.util.List;
import java.util.Map;

/**
 * The demo's gallery, leaking 4 MB a second: one for all tests, since it takes minutes until its
 * growth is found. Whoever asks first starts it.
 */
public final class LeakingGallery {
  private static final String UPLOADS_PER_SECOND = "16"; // of 256 KiB each
  private static String id;

  private LeakingGallery() {}

  /** The JVM's id. It ends with the tests. */
  public static synchronized String id(CollectorProcess collector) {
    if (id == null) {
      Forked jvm =
          Forked.start(
              List.of(
                  Jdk.own().java().toString(),
                  "-Xmx64m",
                  "-XX:MaxDirectMemorySize=4g",
                  "-javaagent:"
                      + Artifacts.agent()
                      + "=collector="
                      + collector.address()
                      + ",service=gallery",
                  "-cp",
                  Artifacts.examples().toString(),
                  "com.acme.gallery.GalleryService",
                  UPLOADS_PER_SECOND),
              Map.of());
      id = collector.api().awaitJvm(jvm.pid(), "live").get("id").asText();
    }
    return id;
  }
}
