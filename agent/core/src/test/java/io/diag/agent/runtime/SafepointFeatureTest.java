package io.diag.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.memory.Sample;
import io.diag.wire.FeatureState;
import io.diag.wire.Point;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the counters of the JVM that runs the test. */
class SafepointFeatureTest {
  private static final String USER = System.getProperty("user.name");
  private static final long PID = ProcessHandle.current().pid();

  private final Sample sample = new Sample();
  @TempDir private Path folder;

  @Test
  void safepointsAreCountedWithTheTimeTheyTookAndTheWayThere() throws IOException {
    SafepointFeature feature = feature(new File("/tmp"));
    assertThat(feature.start()).isEqualTo(FeatureState.on("safepoints"));
    Map<String, Double> before = read(feature);
    for (int i = 0; i < 10; i++) {
      System.gc();
    }
    Map<String, Double> after = read(feature);
    assertThat(grown(before, after, "count")).isGreaterThanOrEqualTo(10);
    assertThat(grown(before, after, "time")).isPositive();
    assertThat(grown(before, after, "time")).isLessThan(60);
    assertThat(grown(before, after, "sync.time")).isNotNegative();
    feature.stop();
  }

  @Test
  void withoutTheFileTheReasonNamesTheFlags() {
    FeatureState state = feature(folder.toFile()).start();
    assertThat(state.status()).isEqualTo(FeatureState.Status.OFF);
    assertThat(state.reason()).contains("hsperfdata_").contains("-XX:-UsePerfData");
  }

  @Test
  void aFileOfAnotherJvmOfTheSameNumberIsNotBelieved() throws IOException {
    byte[] counters = own();
    byte[] name = "sun.rt.vmInitDoneTime".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < counters.length - name.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(counters, i, i + name.length), name)) {
        // the value stands a little behind the name
        Arrays.fill(counters, i + name.length + 1, i + name.length + 12, (byte) 1);
        break;
      }
    }
    put(counters);
    FeatureState state = feature(folder.toFile()).start();
    assertThat(state.status()).isEqualTo(FeatureState.Status.OFF);
    assertThat(state.reason()).endsWith("is not of this JVM");
  }

  @Test
  void aFileCutAnywhereIsOffOrTellsLess() throws IOException {
    byte[] counters = own();
    for (int length = 0; length < counters.length; length += 97) {
      put(Arrays.copyOf(counters, length));
      SafepointFeature feature = feature(folder.toFile());
      if (feature.start().status() == FeatureState.Status.ON) {
        read(feature);
      }
      feature.stop();
    }
  }

  private SafepointFeature feature(File temporary) {
    return new SafepointFeature(sample, temporary, USER, () -> PID);
  }

  private static byte[] own() throws IOException {
    return Files.readAllBytes(Path.of("/tmp/hsperfdata_" + USER + "/" + PID));
  }

  private void put(byte[] counters) throws IOException {
    Path file = folder.resolve("hsperfdata_" + USER + "/" + PID);
    Files.createDirectories(file.getParent());
    Files.write(file, counters);
  }

  private Map<String, Double> read(SafepointFeature feature) throws IOException {
    sample.clear();
    feature.tick(false);
    Map<String, Double> values = new TreeMap<>();
    for (Point point : sample.points()) {
      values.put(point.name(), point.value());
    }
    return values;
  }

  private static double grown(Map<String, Double> before, Map<String, Double> after, String name) {
    String full = "diag.jvm.safepoint." + name;
    return after.get(full) - before.get(full);
  }
}
