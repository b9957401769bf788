package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump of the JVM that runs the tests, written by HotSpot. */
class LiveDumpTest {
  private static final String LITERAL = "a literal that is in the code: 83b1c4";
  private static final int PLANTED = 1234;

  private static final class PlantedSecret {
    final String text;
    final long number;
    final char[] chars;
    PlantedSecret next;

    PlantedSecret(int i, PlantedSecret next) {
      text = LITERAL + " and " + i;
      number = 0x7E11_0B5C_4D2E_1F00L + i;
      chars = ("chars of 55e9aa number " + i).toCharArray();
      this.next = next;
    }
  }

  private static final Planted SECRETS =
      new Planted()
          .text("a literal that is in the code")
          .text("chars of 55e9aa")
          .number(0x7E11_0B5C_4D2E_1F05L);

  @TempDir static Path folder;
  private static Path file;
  private static PlantedSecret first;
  private static Set<String> threadNames;

  @BeforeAll
  static void dump() throws Exception {
    for (int i = 0; i < PLANTED; i++) {
      first = new PlantedSecret(i, first);
    }
    file = folder.resolve("live.hprof");
    Thread named = new Thread(LiveDumpTest::waitForEnd, "thread of a name: 7c21");
    named.setDaemon(true);
    named.start();
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), /* live= */ true);
    named.interrupt();
    threadNames = ThreadNames.of(file.toFile());
  }

  private static void waitForEnd() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void thePlantedObjectsAreFound() throws IOException {
    Histogram histogram = histogram(file);
    assertThat(histogram.outcome.truncation()).isEmpty();
    assertThat(histogram.outcome.bytes()).isEqualTo(Files.size(file));
    assertThat(histogram.counts).containsEntry(PlantedSecret.class.getName(), (long) PLANTED);
    assertThat(histogram.counts.get("char[]")).isGreaterThanOrEqualTo(PLANTED);
    assertThat(histogram.roots)
        .containsKeys(RootKind.THREAD_OBJECT, RootKind.JAVA_FRAME, RootKind.STICKY_CLASS);
    assertThat(first.next.text).isEqualTo(LITERAL + " and " + (PLANTED - 2));
    assertThat(first.number - first.next.number).isEqualTo(1);
    assertThat(first.chars).hasSameSizeAs(first.next.chars);
  }

  @Test
  void writtenAgainItIsTheSameFile() throws IOException {
    Path copy = folder.resolve("copy.hprof");
    try (InputStream in = Files.newInputStream(file);
        var out = Files.newOutputStream(copy)) {
      HprofWriter writer = new HprofWriter(out);
      HprofReader.read(in, writer);
      writer.flush();
    }
    assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
  }

  @Test
  void theNamesOfThreadsAreFound() {
    assertThat(threadNames).contains("thread of a name: 7c21", Thread.currentThread().getName());
  }

  @Test
  void redactedItHasTheSameHistogramAndNoSecret() throws IOException {
    assertThat(SECRETS.in(Files.readAllBytes(file))).hasSizeGreaterThan(3);
    byte[] redacted = redact(threadNames);
    assertThat(SECRETS.in(redacted)).isEmpty();
    assertThat(new Planted().text("thread of a name: 7c21").in(redacted)).isNotEmpty();
    Histogram before = histogram(file);
    Histogram after = Histogram.of(redacted);
    assertThat(after.counts).isEqualTo(before.counts);
    assertThat(after.bytes).isEqualTo(before.bytes);
    assertThat(after.classNames).isEqualTo(before.classNames);
    assertThat(References.of(redacted)).isEqualTo(References.of(Files.readAllBytes(file)));
  }

  @Test
  void theNameOfAThreadThatNobodyToldGoesToo() throws IOException {
    byte[] redacted = redact(List.of());
    assertThat(new Planted().text("thread of a name: 7c21").in(redacted)).isEmpty();
  }

  private static byte[] redact(Collection<String> names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(file)) {
      RedactionOutcome outcome =
          new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, names).redact(in, out);
      assertThat(outcome.read().truncation()).isEmpty();
      assertThat(outcome.instancesBlanked()).isZero();
      assertThat(outcome.literalsReplaced()).isPositive();
    }
    return out.toByteArray();
  }

  private static Histogram histogram(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Histogram.of(in);
    }
  }
}
