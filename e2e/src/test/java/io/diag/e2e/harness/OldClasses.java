package io.diag.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The programs of {@code io.diag.e2e.subject.old}, {@code Recorded} and {@code Takes}, compiled for
 * Java 8, so that every JVM the agent enters can run them.
 */
public final class OldClasses {
  private static final String SOURCES = "e2e/src/test/java/io/diag/e2e/subject/old";
  private static final List<String> OTHERS =
      List.of(SOURCES + "/../Recorded.java", SOURCES + "/../Takes.java");

  private static Path folder;

  private OldClasses() {}

  /** The folder to put on a class path; readable by every user. */
  public static synchronized Path folder() {
    if (folder == null) {
      try {
        folder = compile();
      } catch (IOException noFolder) {
        throw new UncheckedIOException(noFolder);
      }
    }
    return folder;
  }

  /** The jar of the OSGi framework that some of them run on. */
  public static Path osgi() {
    try {
      return Path.of(
          FrameworkFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException notAFile) {
      throw new IllegalStateException(notAFile);
    }
  }

  private static Path compile() throws IOException {
    Path out = Files.createTempDirectory("diag-old-classes");
    out.toFile().setReadable(true, false);
    out.toFile().setExecutable(true, false);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "8", "-nowarn", "-d", out.toString()));
    arguments.addAll(List.of("-cp", osgi().toString()));
    try (Stream<Path> sources = Files.list(Artifacts.repository().resolve(SOURCES))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    OTHERS.forEach(other -> arguments.add(Artifacts.repository().resolve(other).toString()));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("cannot compile " + SOURCES);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(out.toFile())));
    return out;
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    if (children != null) {
      for (File child : children) {
        delete(child);
      }
    }
    file.delete();
  }
}
