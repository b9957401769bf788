package io.diag.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Software that others wrote, and the packages that are its own. */
public enum Software {
  TOMCAT("TomcatWork", 200, "org\\.apache\\.(catalina|coyote|tomcat)\\."),
  KAFKA("KafkaWork", 400, "(org\\.apache\\.)?kafka\\."),
  ZOOKEEPER("ZooKeeperWork", 60, "org\\.apache\\.zookeeper\\."),
  ARTEMIS("ArtemisWork", 150, "org\\.apache\\.activemq\\.");

  private final String program;
  private final int perSecond;
  private final String packages;

  Software(String program, int perSecond, String packages) {
    this.program = program;
    this.perSecond = perSecond;
    this.packages = packages + ".*";
  }

  /** Whether a frame, as collapsed stacks have it, is a method of this software. */
  public boolean isOwn(String frame) {
    return frame.matches(packages);
  }

  /** How many pieces of work its program has to do in a second. */
  public int perSecond() {
    return perSecond;
  }

  /** How it is run at work, with a temporary folder of its own. */
  public List<String> command(Jdk jdk, Path temporary, List<String> jvmOptions) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(List.of("-Xmx256m", "-Djava.io.tmpdir=" + temporary));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), "io.diag.software." + program));
    return command;
  }

  private static String classPath() {
    Path target = Artifacts.repository().resolve("e2e/software/target");
    try {
      return target.resolve("classes") + ":" + Files.readString(target.resolve("classpath")).trim();
    } catch (IOException notBuilt) {
      throw new UncheckedIOException(notBuilt);
    }
  }
}
