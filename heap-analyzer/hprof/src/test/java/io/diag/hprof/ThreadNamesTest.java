package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadNamesTest {
  @TempDir Path folder;

  @Test
  void findsThoseOfThreadsAndOfWhatExtendsThem() throws IOException {
    Path file = folder.resolve("threads.hprof");
    Files.write(file, threads().build());
    assertThat(ThreadNames.of(file.toFile())).containsExactlyInAnyOrder("main", "поток 7", "own");
  }

  @Test
  void ofADumpThatIsCutItFindsThoseBefore() throws IOException {
    byte[] dump = threads().build();
    Path file = folder.resolve("cut.hprof");
    Files.write(file, Arrays.copyOf(dump, dump.length - 160));
    assertThat(ThreadNames.of(file.toFile())).contains("main").doesNotContain("own");
  }

  @Test
  void withThemNamesStayInARedactedFile() throws IOException {
    Path file = folder.resolve("threads.hprof");
    Files.write(file, threads().build());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(file)) {
      RedactionOutcome outcome =
          new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, ThreadNames.of(file.toFile()))
              .redact(in, out);
      assertThat(outcome.namesKept()).isEqualTo(3);
    }
    Path redacted = folder.resolve("redacted.hprof");
    Files.write(redacted, out.toByteArray());
    assertThat(ThreadNames.of(redacted.toFile())).isEqualTo(ThreadNames.of(file.toFile()));
  }

  private static DumpBuilder threads() {
    DumpBuilder dump = new DumpBuilder(HeapShape.COMPRESSED);
    dump.string("no thread");
    dump.thread("main");
    dump.thread("поток 7");
    ClassSpec own =
        dump.type("com.acme.OwnThread", dump.type("java.lang.Thread"))
            .field("name", BasicType.LONG)
            .field("more", BasicType.OBJECT);
    // Its own field of the same name is a number, and comes first; see InstanceSpec.
    dump.instance(own).set("more", dump.string("no name"));
    dump.instance(dump.type("java.lang.Thread")).set("name", dump.string("own"));
    return dump;
  }
}
