package io.diag.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK found on this machine. */
public record Jdk(int feature, Path home) {
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(?:1\\.)?(\\d+)[^\"]*\"", Pattern.MULTILINE);

  /** Debian's JDK 8 has no release file, but its folder a name. */
  private static final Pattern FOLDER = Pattern.compile("java-(\\d+)-openjdk-.*");

  /** Where a package that was unpacked beside the system has its JDK. */
  private static final String UNPACKED = "usr/lib/jvm";

  public Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }

  /** The JDK with this feature number, if the machine has one. */
  public static Optional<Jdk> find(int feature) {
    return Optional.ofNullable(all().get(feature));
  }

  /** The JDK that runs the tests. */
  public static Jdk own() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** The feature numbers of all JDKs of this machine. */
  public static Set<Integer> features() {
    return all().keySet();
  }

  private static TreeMap<Integer, Jdk> all() {
    TreeMap<Integer, Jdk> found = new TreeMap<>();
    for (Path home : homes()) {
      try {
        Path release = home.resolve("release");
        Matcher version =
            Files.isRegularFile(release)
                ? VERSION.matcher(Files.readString(release))
                : FOLDER.matcher(home.getFileName().toString());
        if (Files.isExecutable(home.resolve("bin/java")) && version.find()) {
          int feature = Integer.parseInt(version.group(1));
          found.putIfAbsent(feature, new Jdk(feature, home));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return found;
  }

  private static List<Path> homes() {
    List<Path> homes = new ArrayList<>();
    homes.add(own().home());
    String folders = System.getenv().getOrDefault("JDKS_DIR", "");
    for (String folder : ("/usr/lib/jvm:/opt/jdks:" + folders).split(":")) {
      if (!folder.isEmpty()) {
        for (Path child : children(Path.of(folder))) {
          homes.add(child);
          homes.addAll(children(child.resolve(UNPACKED)));
        }
      }
    }
    return homes;
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
