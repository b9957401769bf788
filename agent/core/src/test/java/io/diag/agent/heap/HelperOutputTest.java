package io.diag.agent.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HelperOutputTest {
  @Test
  void whatItPrintsBecomesProgressSummaryAndId() throws IOException {
    PipedOutputStream out = new PipedOutputStream();
    HelperOutput output = new HelperOutput(new PipedInputStream(out, 4096));
    output.read(false);
    assertThat(output.last()).isNull();
    print(out, "diag: 43 MB of heap in use: JVM 7 stands still\nwriting the heap of 7: 12 MB, 0");
    output.read(false);
    assertThat(output.last()).isEqualTo("43 MB of heap in use: JVM 7 stands still");
    assertThat(output.progress()).isNull();
    print(out, " s\n/tmp/x.gz: heap of JVM 7, 12 MB, redacted; it answered after 0.4 s\n");
    output.read(false);
    print(out, "sending 3 MB of 12 MB\n");
    output.read(false);
    assertThat(output.progress()).isEqualTo(0.25);
    assertThat(output.dumpId()).isNull();
    print(out, "sent to http://127.0.0.1:7070 as heap dump 1f-2\n");
    out.close();
    output.read(true);
    assertThat(output.dumpId()).isEqualTo("1f-2");
    assertThat(output.summary()).isEqualTo("12 MB, redacted; it answered after 0.4 s");
  }

  @Test
  void theLastThingItSaidOfItselfIsTheReasonOfAFailure() throws IOException {
    HelperOutput output =
        new HelperOutput(
            new ByteArrayInputStream(
                "diag: 2 MB of heap\nnoise\ndiag: the dump does not fit\n"
                    .getBytes(StandardCharsets.UTF_8)));
    output.read(true);
    assertThat(output.failure(1)).isEqualTo("the dump does not fit");
    HelperOutput silent = new HelperOutput(new ByteArrayInputStream(new byte[0]));
    silent.read(true);
    assertThat(silent.failure(137)).contains("exit code 137");
  }

  private static void print(PipedOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
