package io.diag.collector.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.jfr.JfrException;
import io.diag.collector.jfr.SampleReader;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileCoverage.Sampling;
import io.diag.collector.store.ProfileEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of every event, of both sources, cut and damaged. */
class DamageTest {
  private static final ProfileCoverage ALL = all();

  @ParameterizedTest
  @ValueSource(strings = {"alloc", "lock", "wall", "live", "native", "jfr"})
  @Timeout(120)
  void damageAnywhereIsReadOrRefusedButNeverMore(String name) throws Exception {
    Random random = new Random(20_261_124);
    int refused = 0;
    List<byte[]> chunks = RecordedWorkload.on(17).chunks(name);
    byte[] chunk = chunks.get(chunks.size() - 1);
    assertThat(readOrRefuse(chunk)).isTrue();
    for (int round = 0; round < 300; round++) {
      byte[] damaged = chunk.clone();
      int changes = 1 + random.nextInt(8);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(damaged.length);
        damaged[at] = (byte) random.nextInt(256);
        if (round % 3 == 0) {
          Arrays.fill(damaged, at, Math.min(damaged.length, at + 9), (byte) 0xff);
        }
      }
      refused += readOrRefuse(damaged) ? 0 : 1;
    }
    assertThat(refused).isPositive();
    for (int length = 100; length < chunk.length; length += Math.max(1, chunk.length / 200)) {
      byte[] cut = Arrays.copyOf(chunk, length);
      assertThat(readOrRefuse(cut)).as("cut at %d", length).isFalse();
      // Even when its header says that this is all.
      ByteBuffer.wrap(cut).putLong(8, length);
      readOrRefuse(cut);
    }
  }

  private static boolean readOrRefuse(byte[] chunk) {
    try {
      SampleReader.read(chunk, ALL, 0, Long.MAX_VALUE);
      return true;
    } catch (JfrException expected) {
      assertThat(expected).hasMessageContaining(" at 0x");
      return false;
    }
  }

  private static ProfileCoverage all() {
    Map<ProfileEvent, Sampling> events = new EnumMap<>(ProfileEvent.class);
    for (ProfileEvent event : ProfileEvent.values()) {
      events.put(event, new Sampling(1_000, null));
    }
    return new ProfileCoverage(0L, 1L, events, 0, null);
  }
}
