package io.diag.collector.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.collector.store.Frame;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import one.jfr.JfrReader;
import one.jfr.event.ExecutionSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SampleReaderTest {
  private static final ProfileCoverage CPU = ProfileCoverage.ofCpu(0, 1_000_000);
  private static final ProfileCoverage ALL = all();

  private static ProfileCoverage all() {
    Map<ProfileEvent, ProfileCoverage.Sampling> events = new EnumMap<>(ProfileEvent.class);
    for (ProfileEvent event : ProfileEvent.values()) {
      events.put(event, new ProfileCoverage.Sampling(1, null));
    }
    return new ProfileCoverage(0L, 1L, events, 0, null);
  }

  @Test
  void theBurnerHasItsSamplesItsStackAndItsThread() throws Exception {
    ProfileChunk profile = read(Recording.chunk());
    long total = 0;
    long burning = 0;
    for (ProfileWindow window : profile.windows()) {
      assertThat(window.event()).isEqualTo(ProfileEvent.CPU);
      assertThat(window.startMillis() % 10_000).isZero();
      for (int row = 0; row < window.size(); row++) {
        total += window.samples(row);
        List<String> names = names(profile, window.stack(row));
        if (names.contains("io.diag.collector.jfr.Recording.burnOuter")) {
          burning += window.samples(row);
          assertThat(profile.threads().get(window.thread(row))).isEqualTo(Recording.THREAD);
          assertThat(names).contains("java.lang.Thread.run");
          assertThat(names.indexOf("java.lang.Thread.run"))
              .isLessThan(names.indexOf("io.diag.collector.jfr.Recording.burnOuter"));
        }
      }
    }
    assertThat(total).isGreaterThan(300);
    assertThat(burning).isGreaterThan(total / 2);
  }

  @Test
  void lambdasHaveNamesWithoutAddresses() throws Exception {
    ProfileChunk profile = read(Recording.chunk());
    assertThat(profile.frames().stream().map(Frame::name))
        .anyMatch(name -> name.startsWith("io.diag.collector.jfr.Recording$$Lambda.run"))
        .noneMatch(name -> name.contains("0x") && name.contains("Lambda"));
  }

  @Test
  void samplesStacksAndTimesAgreeWithAsyncProfilersOwnReader() throws Exception {
    byte[] chunk = Recording.chunk();
    Map<String, Integer> theirs = new HashMap<>();
    try (JfrReader reader = new JfrReader(ByteBuffer.wrap(chunk.clone()))) {
      for (ExecutionSample sample; (sample = reader.readEvent(ExecutionSample.class)) != null; ) {
        long millis = reader.eventTimeToNanos(sample.time) / 1_000_000;
        StringBuilder stack = new StringBuilder().append(millis - millis % 10_000);
        long[] methods = reader.stackTraces.get(sample.stackTraceId).methods;
        for (int i = methods.length - 1; i >= 0; i--) {
          byte[] name = reader.symbols.get(reader.methods.get(methods[i]).name);
          stack.append(';').append(new String(name, StandardCharsets.UTF_8));
        }
        theirs.merge(stack.toString(), 1, Integer::sum);
      }
    }
    Map<String, Integer> ours = new HashMap<>();
    ProfileChunk profile = read(chunk);
    for (ProfileWindow window : profile.windows()) {
      for (int row = 0; row < window.size(); row++) {
        StringBuilder stack = new StringBuilder().append(window.startMillis());
        for (int frame : profile.stacks().get(window.stack(row))) {
          Frame each = profile.frames().get(frame);
          stack.append(';').append(methodOf(each));
        }
        ours.merge(stack.toString(), (int) window.samples(row), Integer::sum);
      }
    }
    assertThat(theirs).isNotEmpty();
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void samplesOutsideOfTheDayAreCountedAtItsEdge() throws Exception {
    byte[] chunk = Recording.chunk();
    ProfileChunk late = SampleReader.read(chunk, CPU, 0, 86_399_999);
    assertThat(late.windows())
        .singleElement()
        .satisfies(window -> assertThat(window.startMillis()).isEqualTo(86_390_000));
    long future = 4_102_444_800_000L;
    ProfileChunk early = SampleReader.read(chunk, CPU, future, future + 86_399_999);
    assertThat(early.windows())
        .singleElement()
        .satisfies(window -> assertThat(window.startMillis()).isEqualTo(future));
  }

  @Test
  @Timeout(120)
  void aChunkCutAnywhereIsRefused() throws Exception {
    byte[] chunk = Recording.chunk();
    for (int length = 0; length < chunk.length; length += length < 2_000 ? 1 : 997) {
      byte[] cut = Arrays.copyOf(chunk, length);
      assertThatThrownBy(() -> read(cut)).as("cut at %d", length).isInstanceOf(JfrException.class);
      if (length >= 16) {
        // Even when its header says that this is all.
        ByteBuffer.wrap(cut).putLong(8, length);
        readOrRefuse(cut);
      }
    }
  }

  @Test
  @Timeout(240)
  void damageAnywhereIsReadOrRefusedButNeverMore() throws Exception {
    byte[] chunk = Recording.chunk();
    Random random = new Random(20_261_122);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = chunk.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        int at = damagedPlace(random, damaged);
        damaged[at] = round % 3 == 0 ? (byte) 0xff : (byte) random.nextInt(256);
        if (round % 5 == 0) {
          Arrays.fill(damaged, at, Math.min(damaged.length, at + 8), (byte) 0xff);
        }
      }
      refused += readOrRefuse(damaged) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(300);
  }

  /** Metadata and constants at the end are where lengths and references are. */
  private static int damagedPlace(Random random, byte[] chunk) {
    ByteBuffer header = ByteBuffer.wrap(chunk);
    int metadata = Math.floorMod((int) header.getLong(24), chunk.length);
    int constants = Math.floorMod((int) header.getLong(16), chunk.length);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(68);
      case 1 -> metadata + random.nextInt(Math.min(4_000, chunk.length - metadata));
      case 2 -> constants + random.nextInt(chunk.length - constants);
      default -> random.nextInt(chunk.length);
    };
  }

  private static boolean readOrRefuse(byte[] chunk) {
    try {
      read(chunk);
      return true;
    } catch (JfrException expected) {
      assertThat(expected).hasMessageContaining(" at 0x");
      return false;
    }
  }

  private static ProfileChunk read(byte[] chunk) throws JfrException {
    return SampleReader.read(chunk, ALL, 0, Long.MAX_VALUE);
  }

  private static List<String> names(ProfileChunk profile, int stack) {
    return Arrays.stream(profile.stacks().get(stack))
        .mapToObj(frame -> profile.frames().get(frame).name())
        .toList();
  }

  private static String methodOf(Frame frame) {
    return switch (frame.type()) {
      case NATIVE, CPP, KERNEL -> frame.name();
      default -> frame.name().substring(frame.name().lastIndexOf('.') + 1);
    };
  }
}
