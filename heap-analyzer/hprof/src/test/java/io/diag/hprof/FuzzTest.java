package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FuzzTest {
  private static final int INPUTS = Boolean.getBoolean("diag.all") ? 200_000 : 10_000;
  private static final String MESSAGE = "0x[0-9A-F]+ in [A-Za-z0-9_ -]+: .+";

  private final Random random = new Random(42);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int whole;
  private int cut;
  private int refused;

  @Test
  void damagedDumpsAreReadAsFarAsTheyGoAndRefusedWithTheirPlace() throws IOException {
    List<byte[]> dumps =
        List.of(
            EveryRecord.dump(HeapShape.NARROW),
            EveryRecord.dump(HeapShape.COMPRESSED),
            SampleDump.of(HeapShape.NARROW).inOneDump().build(),
            SampleDump.of(HeapShape.COMPRESSED).segmentBytes(400).build());
    for (int i = 0; i < INPUTS; i++) {
      byte[] dump = damage(dumps.get(i % dumps.size()));
      read(dump);
      redact(dump);
    }
    assertThat(whole).isPositive();
    assertThat(cut).isGreaterThan(INPUTS / 100);
    assertThat(refused).isGreaterThan(INPUTS / 10);
  }

  private void read(byte[] dump) throws IOException {
    Consumer consumer = new Consumer();
    ReadOutcome outcome = null;
    HprofException refusal = null;
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      outcome = HprofReader.read(new ByteArrayInputStream(dump), consumer);
    } catch (HprofException e) {
      refusal = e;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(200_000 + 10L * dump.length);
    assertThat(consumer.calls).isLessThanOrEqualTo(dump.length);
    if (refusal == null) {
      assertThat(outcome.bytes()).isEqualTo(dump.length);
      count(outcome);
    } else {
      refused++;
      assertThat(refusal).hasMessageMatching(MESSAGE);
      assertThat(refusal.offset()).isBetween(0L, (long) dump.length);
    }
  }

  private void count(ReadOutcome outcome) {
    if (outcome.truncation().isPresent()) {
      cut++;
      assertThat(outcome.toString()).matches("truncated at 0x[0-9A-F]+ in .+");
    } else {
      whole++;
    }
  }

  private static void redact(byte[] dump) throws IOException {
    Redactor redactor =
        new Redactor(RedactionKey.of(new byte[16]), AllowedFields.DEFAULT, List.of("main"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      redactor.redact(new ByteArrayInputStream(dump), out);
    } catch (HprofException e) {
      assertThat(e).hasMessageMatching(MESSAGE);
    }
    assertThat(out.size()).isLessThanOrEqualTo(dump.length);
  }

  private byte[] damage(byte[] dump) {
    byte[] damaged = dump.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(6)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(damaged, at, Math.min(at + 4, damaged.length), (byte) 0xFF);
        case 3 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
        case 4 -> damaged = without(damaged, at, random.nextInt(20));
        default -> damaged = twice(damaged, at, random.nextInt(200));
      }
    }
    return damaged;
  }

  private static byte[] without(byte[] dump, int at, int length) {
    int gone = Math.min(length, dump.length - at - 1);
    byte[] shorter = Arrays.copyOf(dump, dump.length - gone);
    System.arraycopy(dump, at + gone, shorter, at, dump.length - at - gone);
    return shorter;
  }

  private static byte[] twice(byte[] dump, int at, int length) {
    int again = Math.min(length, dump.length - at);
    byte[] longer = Arrays.copyOf(dump, dump.length + again);
    System.arraycopy(dump, at, longer, at + again, dump.length - at);
    return longer;
  }

  /** Reads everything, each in another way. */
  private static final class Consumer implements HprofVisitor {
    private long calls;

    @Override
    public void string(long id, Contents utf8) throws IOException {
      calls++;
      byte[] unused = utf8.readBytes((int) utf8.length());
    }

    @Override
    public void trace(int serial, int threadSerial, int frameCount, Contents frames)
        throws IOException {
      calls++;
      for (int i = 0; i < frameCount; i++) {
        long unused = frames.readId();
      }
    }

    @Override
    public void allocSite(AllocSite site) {
      calls++;
    }

    @Override
    public void cpuSample(int samples, int traceSerial) {
      calls++;
    }

    @Override
    public void root(RootKind kind, long objectId, int threadSerial, int number, long reference) {
      calls++;
    }

    @Override
    public void classDump(ClassDump dump) {
      calls++;
    }

    @Override
    public void instance(long id, int traceSerial, long classId, Contents fields)
        throws IOException {
      calls++;
      while (fields.remaining() > 0) {
        int unused = fields.readByte();
      }
    }

    @Override
    public void objectArray(long id, int traceSerial, long classId, int count, Contents elements)
        throws IOException {
      calls++;
      for (int i = 0; i < count; i++) {
        long unused = elements.readId();
      }
    }

    @Override
    public void primitiveArray(
        long id, int traceSerial, BasicType type, int count, Contents elements) throws IOException {
      calls++;
      while (elements.remaining() > 0) {
        elements.skip(elements.window(1));
      }
    }
  }
}
