package io.diag.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The finished jars, as a user has them. */
public final class Artifacts {
  private static final Path REPOSITORY = Path.of(System.getProperty("diag.repository", ".."));

  private Artifacts() {}

  public static Path repository() {
    return REPOSITORY.toAbsolutePath().normalize();
  }

  public static Path agent() {
    return jar("agent/dist/target/diag.jar");
  }

  public static Path collector() {
    return jar("collector/server/target/diag-collector.jar");
  }

  public static Path examples() {
    return jar("examples/target/diag-examples.jar");
  }

  /** The classes of {@code io.diag.e2e.subject}, which forked JVMs run. */
  public static Path targets() {
    return repository().resolve("e2e/target/test-classes");
  }

  /** A jar of somebody else's that only forked JVMs get, by its name without version. */
  public static Path other(String name) {
    return jar("e2e/target/others/" + name + ".jar");
  }

  private static Path jar(String path) {
    Path jar = repository().resolve(path);
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is not built; run mvn package -DskipTests");
    }
    return jar;
  }
}
