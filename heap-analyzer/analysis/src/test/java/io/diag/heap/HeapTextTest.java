package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a heap holds as texts is any sequence of 16 bits, the more so once it is redacted. */
class HeapTextTest {
  @TempDir Path folder;

  private final DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);

  @Test
  void halvesOfCharactersAndControlsGoIntoEveryForm() throws IOException {
    long[] halves = new long[60];
    Arrays.fill(halves, 0xDB42);
    ClassSpec object = heap.type("java.lang.Object");
    long first = heap.array(BasicType.CHAR, halves);
    long second = heap.array(BasicType.CHAR, halves);
    heap.root(RootKind.JNI_GLOBAL, heap.references(object, first, second));
    long smile = heap.string("s".repeat(79) + "\ud83d\ude00\ud83d\ude00").id();
    long same = heap.string("s".repeat(79) + "\ud83d\ude00\ud83d\ude00").id();
    heap.root(RootKind.JNI_GLOBAL, heap.references(object, smile, same));
    heap.thread("t".repeat(79) + "\ud83d\ude00 and more", "run");
    heap.thread("\u001b[31mred\n", "run");
    Path file = Files.write(folder.resolve("dump"), heap.build());
    Path page = folder.resolve("page.html");
    Path index = folder.resolve("index");
    analyse(file, "--index=" + index, "--html=" + page);
    String json = Files.readString(index.resolve("report.json"));
    assertThat(json)
        .contains("\\\\udb42, \\\\udb42, ")
        .contains("\\\"" + "s".repeat(79) + "\u2026\\\"")
        .contains('"' + "t".repeat(79) + "\u2026\"", "\"\\\\u001b[31mred\\\\n\"");
    for (String form : List.of(json, Files.readString(page), analyse(file))) {
      assertThat(form).contains("\\udb42").doesNotContain("\u001b", "\ufffd");
    }
  }

  @Test
  void aHalfThatIsLeftOutOfATextIsSeenByTheEllipsis() throws IOException {
    long[] text = new long[81];
    Arrays.fill(text, 'x');
    text[80] = 0xDB42;
    long first = heap.array(BasicType.CHAR, text);
    long second = heap.array(BasicType.CHAR, text);
    ClassSpec object = heap.type("java.lang.Object");
    heap.root(RootKind.JNI_GLOBAL, heap.references(object, first, second));
    Path file = Files.write(folder.resolve("dump"), heap.build());
    assertThat(analyse(file, "--json")).contains("\\\"" + "x".repeat(80) + "\u2026\\\"");
  }

  private static String analyse(Path file, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new AnalyseCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                Stream.concat(Stream.of(file.toString()), Stream.of(options))
                    .toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }
}
