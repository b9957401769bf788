package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  private final DumpBuilder dump = SampleDump.of(HeapShape.COMPRESSED);

  @Test
  void readsACompressedDump() throws IOException {
    byte[] plain = dump.build();
    Histogram histogram = Histogram.of(members(plain, plain.length));
    assertThat(histogram.counts).isEqualTo(dump.figures().counts());
    assertThat(histogram.outcome.bytes()).isEqualTo(plain.length);
  }

  @Test
  void readsManyMembersFromAPipeInWhichNothingIsAvailable() throws IOException {
    byte[] plain = dump.build();
    byte[] compressed = members(plain, 100);
    InputStream pipe =
        new FilterInputStream(new ByteArrayInputStream(compressed)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 7));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    Histogram histogram = Histogram.of(pipe);
    assertThat(histogram.outcome.truncation()).isEmpty();
    assertThat(histogram.counts).isEqualTo(dump.figures().counts());
  }

  @Test
  void saysWhereCompressedDataAreDamaged() throws IOException {
    byte[] compressed = members(dump.build(), 1 << 20);
    compressed[20] ^= 0x55;
    assertThatThrownBy(() -> Histogram.of(compressed))
        .isInstanceOf(HprofException.class)
        .hasMessageContaining("0x0 in header");
  }

  /** As HotSpot does, one member for each so many bytes. */
  private static byte[] members(byte[] plain, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < plain.length; at += bytes) {
      GZIPOutputStream gzip = new GZIPOutputStream(out);
      gzip.write(plain, at, Math.min(bytes, plain.length - at));
      gzip.finish();
    }
    return out.toByteArray();
  }
}
