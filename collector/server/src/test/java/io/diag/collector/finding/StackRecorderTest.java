package io.diag.collector.finding;

import static io.diag.collector.RunningCollector.aHello;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.TestClock;
import io.diag.collector.command.CommandBoard;
import io.diag.collector.store.CommandRecord;
import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.NativeMemory;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileWindow;
import io.diag.collector.store.StackSums;
import io.diag.collector.store.sqlite.DataDirectory;
import io.diag.collector.store.sqlite.SqliteStore;
import io.diag.collector.store.sqlite.StoreLimits;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.StackEvidence;
import io.diag.wire.CommandReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackRecorderTest {
  private static final String ID = "jvm-00000001";

  @TempDir private Path data;
  private final TestClock clock = new TestClock("2026-11-22T08:00:00Z");
  private DataDirectory directory;
  private SqliteStore store;
  private StackRecorder recorder;
  private Jvm jvm;
  private long sequence;

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(data);
    store = new SqliteStore(directory, StoreLimits.of(7, 1_000_000_000), clock);
    recorder = new StackRecorder(new CommandBoard(store.commands(), clock), store, clock);
    store.addHello(ID, aHello().build(), false);
    jvm = store.jvm(ID).orElseThrow();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    directory.close();
  }

  @Test
  void aGrowthHasTheJvmRecordAndIsToldWhoseCodeItIs() {
    Finding finding = growth("f-1", "heap-leak");
    assertThat(look(finding)).isNull();
    CommandRecord command = ordered();
    assertThat(command.kind()).isEqualTo("profile");
    assertThat(command.arguments()).contains("\"event\":\"live\"").contains("\"seconds\":30");

    long from = ProfileWindow.startOf(clock.millis());
    sample(
        from,
        List.of("java.util.Arrays.copyOf", "com.acme.Book.keep", "com.acme.Shop.serve"),
        List.of("java.util.HashMap.put", "com.acme.Index.add", "com.acme.Shop.serve"));
    done(command, from, from + 30_000);
    assertThat(look(finding)).as("its last chunk may be on its way").isNull();
    clock.advance(Duration.ofSeconds(20));
    GrowthStack stack = look(finding);
    assertThat(stack.method()).isEqualTo("com.acme.Book.keep");
    assertThat(stack.share()).isEqualTo(0.9);
    assertThat(stack.frames())
        .containsExactly("java.util.Arrays.copyOf", "com.acme.Book.keep", "com.acme.Shop.serve");
    assertThat(look(finding)).as("it stays").isSameAs(stack);
    assertThat(store.commands().ofJvm(ID)).as("it is ordered once").hasSize(1);
  }

  @Test
  void anotherGrowthOfTheSameKindIsRecordedAnew() {
    look(growth("f-1", "heap-leak"));
    report(ordered(), CommandReport.State.FAILED, Map.of());
    look(growth("f-1", "heap-leak"));
    look(growth("f-2", "heap-leak"));
    assertThat(store.commands().ofJvm(ID)).hasSize(2);
  }

  @Test
  void whatWasRefusedIsTriedAgainAFewTimes() {
    Finding finding = growth("f-1", "heap-leak");
    for (int i = 1; i <= 6; i++) {
      look(finding);
      List<CommandRecord> all = store.commands().ofJvm(ID);
      assertThat(all).hasSize(Math.min(i, 3));
      all.forEach(each -> report(each, CommandReport.State.FAILED, Map.of()));
      look(finding);
      clock.advance(Duration.ofMinutes(3));
    }
  }

  @Test
  void afterTheLastRefusalTheFindingSaysWhy() {
    Finding finding = growth("f-1", "heap-leak");
    GrowthOrigin origin = null;
    for (int i = 0; i < 3; i++) {
      assertThat(origin).isNull();
      look(finding);
      String why = "'live' option is supported on OpenJDK 11+";
      for (CommandRecord asked : store.commands().ofJvm(ID)) {
        store
            .commands()
            .report(
                key(),
                new CommandReport(
                    clock.millis(), asked.id(), CommandReport.State.FAILED, null, why, Map.of()),
                null);
      }
      origin = origin(finding);
      clock.advance(Duration.ofMinutes(3));
    }
    assertThat(origin.stack()).isNull();
    assertThat(origin.whyUnknown()).isEqualTo("'live' option is supported on OpenJDK 11+");
  }

  @Test
  void onlyStacksOfThatKindOfMemoryCount() {
    Finding finding = growth("f-1", "direct-buffer-growth");
    look(finding);
    long from = ProfileWindow.startOf(clock.millis());
    assertThat(ordered().arguments()).contains("\"event\":\"nativemem\"");
    sample(
        from,
        ProfileEvent.NATIVEMEM,
        List.of("deflateInit2_", "java.util.zip.Deflater.init", "com.acme.Zip.pack"),
        List.of("malloc", "java.nio.DirectByteBuffer.<init>", "com.acme.Pixels.scale"));
    done(ordered(), from, from + 30_000);
    clock.advance(Duration.ofSeconds(20));
    GrowthStack stack = look(finding);
    assertThat(stack.method()).isEqualTo("com.acme.Pixels.scale");
    assertThat(stack.share()).isEqualTo(1);
  }

  @Test
  void whereNoMethodStandsOutNoneIsNamed() {
    Finding finding = growth("f-1", "heap-leak");
    look(finding);
    long from = ProfileWindow.startOf(clock.millis());
    sample(from, 1, ProfileEvent.LIVE, List.of("com.acme.Book.keep"));
    done(ordered(), from, from + 30_000);
    clock.advance(Duration.ofSeconds(20));
    assertThat(look(finding)).as("of one sample nothing can be said").isNull();
  }

  @Test
  void whatIsPossibleOrNoRecordingTellsIsNotRecordedNorTwoAtOnce() {
    Finding possible = new Finding("f-1", "heap-leak", "", 0, 0, null, claim(Confidence.POSSIBLE));
    for (Finding finding : List.of(possible, growth("f-3", "limit-forecast"))) {
      look(finding);
    }
    assertThat(store.commands().ofJvm(ID)).isEmpty();
    recorder.begin();
    recorder.origin(jvm, growth("f-4", "native-growth"));
    recorder.origin(jvm, growth("f-5", "heap-leak"));
    assertThat(store.commands().ofJvm(ID)).as("one of a JVM").hasSize(1);
    look(growth("f-5", "heap-leak"));
    assertThat(store.commands().ofJvm(ID)).as("while another runs").hasSize(1);
  }

  @Test
  void aRoundOrdersFewHoweverManyJvmsGrow() throws Exception {
    recorder.begin();
    for (int i = 0; i < 2 * StackRecorder.A_ROUND; i++) {
      String id = "jvm-0000010" + i;
      store.addHello(id, aHello().build(), false);
      recorder.origin(store.jvm(id).orElseThrow(), growth("f-" + i, "thread-growth"));
    }
    long ordered =
        IntStream.range(0, 2 * StackRecorder.A_ROUND)
            .filter(i -> !store.commands().ofJvm("jvm-0000010" + i).isEmpty())
            .count();
    assertThat(ordered).isEqualTo(StackRecorder.A_ROUND);
  }

  @Test
  void whatThereIsMostOfIsToldEvenWhereNoMethodStandsOut() {
    Finding finding = growth("f-1", "mapped-growth");
    look(finding);
    assertThat(ordered().arguments()).contains("\"event\":\"filemap\"");
    long from = ProfileWindow.startOf(clock.millis());
    report(
        ordered(),
        CommandReport.State.DONE,
        Map.of("from", from),
        "{\"from\":"
            + from
            + ",\"to\":"
            + (from + 30_000)
            + ",\"holders\":{\"units\":[\"{mapping}\",\"By\"],"
            + "\"rows\":[{\"name\":\"/data/*.idx\",\"amounts\":[312,5000000000]}]}}");
    clock.advance(Duration.ofSeconds(20));
    GrowthOrigin origin = origin(finding);
    assertThat(origin.stack()).isNull();
    assertThat(origin.holders().units()).containsExactly("{mapping}", "By");
    assertThat(origin.holders().amounts())
        .containsExactly(Map.entry("/data/*.idx", List.of(312L, 5_000_000_000L)));
  }

  @Test
  void whatWasFoundOutBeforeARestartStays() {
    GrowthStack known =
        new GrowthStack("live", "com.acme.Book.keep", 0.9, List.of("com.acme.Book.keep"), 1, 2);
    Claim claim =
        new Claim(
            Severity.WARNING,
            Confidence.CERTAIN,
            "It grows.",
            List.of(
                new StackEvidence("Taken in", known),
                new HoldersEvidence("Most", new MemoryHolders(List.of("{thread}"), Map.of()))),
            List.of());
    assertThat(origin(new Finding("f-1", "heap-leak", "", 0, 0, null, claim)).holders().units())
        .containsExactly("{thread}");
    assertThat(look(new Finding("f-1", "heap-leak", "", 0, 0, null, claim))).isSameAs(known);
    assertThat(store.commands().ofJvm(ID)).isEmpty();
    recorder.retain(Set.of());
    look(growth("f-1", "heap-leak"));
    assertThat(store.commands().ofJvm(ID)).hasSize(1);
  }

  private GrowthStack look(Finding finding) {
    GrowthOrigin origin = origin(finding);
    return origin == null ? null : origin.stack();
  }

  private GrowthOrigin origin(Finding finding) {
    recorder.begin();
    return recorder.origin(jvm, finding);
  }

  private CommandRecord ordered() {
    assertThat(store.commands().ofJvm(ID)).hasSize(1);
    return store.commands().ofJvm(ID).get(0);
  }

  private void done(CommandRecord command, long from, long to) {
    report(command, CommandReport.State.DONE, Map.of("from", from, "to", to));
  }

  private void report(
      CommandRecord command, CommandReport.State state, Map<String, Object> result) {
    String text =
        result.isEmpty()
            ? null
            : "{\"from\":" + result.get("from") + ",\"to\":" + result.get("to") + "}";
    report(command, state, result, text);
  }

  private void report(
      CommandRecord command, CommandReport.State state, Map<String, Object> result, String text) {
    store
        .commands()
        .report(
            key(), new CommandReport(clock.millis(), command.id(), state, 1.0, null, result), text);
  }

  /** What is alive by stacks from their leaves on: 900 bytes in the first, a ninth in the next. */
  @SafeVarargs
  private final void sample(long from, List<String>... stacks) {
    sample(from, ProfileEvent.LIVE, stacks);
  }

  @SafeVarargs
  private final void sample(long from, ProfileEvent event, List<String>... stacks) {
    sample(from, 50, event, stacks);
  }

  @SafeVarargs
  private final void sample(long from, int samples, ProfileEvent event, List<String>... stacks) {
    List<Frame> frames = new ArrayList<>();
    List<int[]> indexes = new ArrayList<>();
    StackSums rows = new StackSums();
    List<NativeMemory.Allocation> allocations = new ArrayList<>();
    long bytes = 900;
    for (List<String> stack : stacks) {
      int[] rootFirst = new int[stack.size()];
      for (int i = 0; i < rootFirst.length; i++) {
        rootFirst[rootFirst.length - 1 - i] = frames.size();
        frames.add(new Frame(stack.get(i), FrameType.COMPILED));
      }
      rows.add(ProfileWindow.rowKey(indexes.size(), 0), samples, bytes);
      for (int i = 0; i < samples; i++) {
        long address = allocations.size() + 1L;
        allocations.add(
            new NativeMemory.Allocation(address, from, indexes.size(), 0, bytes / samples));
      }
      indexes.add(rootFirst);
      bytes /= 9;
    }
    boolean isNative = event == ProfileEvent.NATIVEMEM;
    ProfileChunk chunk =
        new ProfileChunk(
            frames,
            indexes,
            List.of("main"),
            isNative ? List.of() : List.of(new ProfileWindow(event, from, true, rows)),
            isNative ? new NativeMemory(allocations, new long[0]) : NativeMemory.NONE);
    ProfileCoverage coverage =
        new ProfileCoverage(
            from, from + 10_000, Map.of(event, new ProfileCoverage.Sampling(0, null)), 0, null);
    store.addProfile(key(), coverage, chunk, List.of());
  }

  private static Finding growth(String id, String rule) {
    return new Finding(id, rule, "", 0, 0, null, claim(Confidence.LIKELY));
  }

  private static Claim claim(Confidence confidence) {
    return new Claim(Severity.NOTICE, confidence, "It grows.", List.of(), List.of());
  }

  private ItemKey key() {
    return new ItemKey(ID, ++sequence, clock.millis());
  }
}
