package io.diag.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.os.ProcFs;
import io.diag.agent.profile.SampledEvent;
import io.diag.wire.Holders;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolderSearchTest {
  private final HolderSearch search =
      new HolderSearch(
          classes(HolderSearchTest.class, Tally.class, String.class), ProcFs.ofSystem());

  @TempDir private Path folder;

  @Test
  void threadsAreCountedByName() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Thread thread = new Thread(() -> await(end), "kept-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    try {
      Holders most = search.find(SampledEvent.THREADSTART);
      assertThat(most.units()).containsExactly("{thread}");
      assertThat(most.rows().get(0).name()).isEqualTo("kept-*");
      assertThat(most.rows().get(0).amounts()).containsExactly(40L);
    } finally {
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void classesAreCountedByTheKindOfTheirLoader() {
    Holders most = search.find(SampledEvent.CLASSLOAD);
    assertThat(most.units()).containsExactly("{loader}", "{class}");
    assertThat(most.rows()).as("String is of the JVM's own").hasSize(1);
    assertThat(most.rows().get(0).name())
        .isEqualTo(HolderSearchTest.class.getClassLoader().getClass().getName());
    assertThat(most.rows().get(0).amounts()).containsExactly(1L, 2L);
  }

  @Test
  void mappedFilesAreCountedByTheirPath() throws IOException {
    List<MappedByteBuffer> kept = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Path file = folder.resolve("segment-" + i + ".idx");
      Files.write(file, new byte[0]);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        kept.add(channel.map(FileChannel.MapMode.READ_WRITE, 0, 1L << 30));
      }
    }
    Holders most = search.find(SampledEvent.FILEMAP);
    assertThat(most.units()).containsExactly("{mapping}", "By");
    assertThat(most.rows().get(0).name()).endsWith("/segment-*.idx");
    assertThat(most.rows().get(0).amounts()).containsExactly(3L, 3L << 30);
    assertThat(kept).hasSize(3);
  }

  @Test
  void otherEventsTellTheBeginningOfNothing() {
    assertThat(search.find(SampledEvent.CPU)).isNull();
    assertThat(search.find(SampledEvent.NATIVEMEM)).isNull();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Instrumentation classes(Class<?>... loaded) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            HolderSearchTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> loaded);
  }
}
