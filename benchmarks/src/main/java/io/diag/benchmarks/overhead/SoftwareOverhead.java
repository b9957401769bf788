package io.diag.benchmarks.overhead;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the agent with all its defaults adds to the CPU time that software of others needs for a
 * piece of its work: ActiveMQ Artemis, a Kafka broker with producer and consumer, ZooKeeper and
 * Tomcat, each with its clients in the same JVM, by {@link PairedWindows}.
 *
 * <p>Arguments: {@code ROUNDS SECONDS DIAG_JAR SOFTWARE_TARGET [PROGRAM...]}, with SECONDS a
 * multiple of 10.
 */
public final class SoftwareOverhead {
  private static final List<String> ALL =
      List.of("TomcatWork", "KafkaWork", "ZooKeeperWork", "ArtemisWork");

  private SoftwareOverhead() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    long windowMillis = 1000L * Integer.parseInt(args[1]);
    Path jar = Path.of(args[2]);
    Path target = Path.of(args[3]);
    List<String> programs = args.length == 4 ? ALL : List.of(args).subList(4, args.length);
    for (String program : programs) {
      System.out.println(program);
      try (CountingReceiver receiver = CountingReceiver.start(/* watched= */ true);
          SoftwareProcess software =
              SoftwareProcess.start(
                  program,
                  target,
                  List.of("-javaagent:" + jar + "=collector=" + receiver.address()))) {
        Candidate diag = new DiagCandidate(software.pid(), jar, receiver);
        diag.off();
        new PairedWindows(software, windowMillis, Map.of("diag", diag)).run(rounds);
        diag.verify();
      }
    }
  }
}
