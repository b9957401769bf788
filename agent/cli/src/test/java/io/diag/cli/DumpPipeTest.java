package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DumpPipeTest {
  private static final long OWN = ProcessHandle.current().pid();

  @Test
  void whoOpensItsPathWritesIntoIt() throws Exception {
    try (DumpPipe pipe = DumpPipe.open(OWN);
        InputStream in = pipe.input()) {
      CompletableFuture<String> read = readAll(in);
      try (OutputStream out = new FileOutputStream(pipe.path())) {
        pipe.closeWriteEnd();
        out.write("through the pipe".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("through the pipe");
    }
  }

  @Test
  void onceClosedItCannotBeOpened() throws Exception {
    DumpPipe pipe = DumpPipe.open(OWN);
    pipe.close();
    assertThatThrownBy(() -> new FileOutputStream(pipe.path()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void whoStillWritesIsToldThatItIsBroken() throws Exception {
    DumpPipe pipe = DumpPipe.open(OWN);
    try (OutputStream out = new FileOutputStream(pipe.path())) {
      pipe.close();
      assertThatThrownBy(() -> out.write(new byte[1 << 20])).hasMessageContaining("Broken pipe");
    }
  }

  private static CompletableFuture<String> readAll(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
          }
        });
  }
}
