package io.diag.collector.finding;

import static io.diag.collector.RunningCollector.aHello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.collector.TestClock;
import io.diag.collector.command.CommandBoard;
import io.diag.collector.store.FindingStore;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.JvmFinding;
import io.diag.collector.store.Store;
import io.diag.collector.store.StoreException;
import io.diag.collector.store.sqlite.DataDirectory;
import io.diag.collector.store.sqlite.SqliteStore;
import io.diag.collector.store.sqlite.StoreLimits;
import io.diag.wire.Goodbye;
import io.diag.wire.Point;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hours of a collector's life in moments. */
class FindingEvaluatorTest {
  private static final String LIVE = "aaaaaaaa";
  private static final String OTHER = "bbbbbbbb";

  @TempDir private Path data;
  private final TestClock clock = new TestClock("2026-11-22T08:00:00Z");
  private DataDirectory directory;
  private SqliteStore store;
  private FindingEvaluator evaluator;
  private final List<String> told = new ArrayList<>();
  private long sequence;
  private double agentCores = 0.001;
  private double grown = 500;
  private double upSeconds = 20 * 3600;

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(data);
    store = new SqliteStore(directory, StoreLimits.of(7, 1_000_000_000), clock);
    evaluator = new FindingEvaluator(store, clock, this::nextId, board(), told::add);
  }

  private CommandBoard board() {
    return new CommandBoard(store.commands(), clock);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    directory.close();
  }

  @Test
  void aJvmThatFallsSilentIsLostAndOneThatSaysGoodbyeIsNot() {
    greet(LIVE, OTHER);
    minutes(3, LIVE, OTHER);
    store.addGoodbye(key(OTHER), new Goodbye(clock.millis(), Goodbye.Reason.ENDED));
    long heard = clock.millis();
    minutes(3);
    assertThat(found()).hasSize(1);
    JvmFinding lost = found().get(0);
    assertThat(lost.jvmId()).isEqualTo(LIVE);
    assertThat(lost.finding().rule()).isEqualTo("jvm-lost");
    assertThat(lost.finding().sinceMillis()).isBetween(heard - 10_000, heard);
    assertThat(told).as("who was told to have news").contains(LIVE).doesNotContain(OTHER);
    minutes(2, LIVE);
    assertThat(found()).isEmpty();
  }

  @Test
  void aJvmIsLostAlsoWhileAnotherSendsWhatItLeftBehind() {
    greet(LIVE);
    minutes(3, LIVE);
    long heard = clock.millis();
    for (int i = 1; i <= 18; i++) {
      clock.advance(Duration.ofSeconds(10));
      ItemKey left = new ItemKey(LIVE, ++sequence, heard + i * 1_000L, true);
      store.addSeries(left, List.of(new Point("a", "1", 1)), List.of());
      step();
    }
    assertThat(found()).extracting(one -> one.finding().rule()).containsExactly("jvm-lost");
  }

  @Test
  void theCollectorsOwnAbsenceMakesNobodyLost() throws Exception {
    greet(LIVE, OTHER);
    minutes(3, LIVE, OTHER);
    close();
    clock.advance(Duration.ofHours(14));
    open();
    step();
    minutes(2, LIVE);
    assertThat(found()).extracting(JvmFinding::jvmId).containsExactly(OTHER);
  }

  @Test
  void aSleepOfTheMachineOrAStepOfItsClockMakesNobodyLost() {
    greet(LIVE);
    minutes(3, LIVE);
    for (Duration step : List.of(Duration.ofHours(5), Duration.ofHours(-9), Duration.ofDays(3))) {
      clock.advance(step);
      step();
      minutes(5, LIVE);
      assertThat(store.findings().closed(null, 10)).isEmpty();
      assertThat(found()).isEmpty();
    }
    minutes(3);
    assertThat(found()).hasSize(1);
  }

  @Test
  void anAgentOverItsBudgetIsFoundInWhatComesIn() {
    greet(LIVE);
    agentCores = 0.03;
    minutes(5, LIVE);
    assertThat(found())
        .extracting(one -> one.finding().rule())
        .containsExactly("agent-over-budget");
  }

  @Test
  void aFindingThatCouldNotBeStoredIsStoredLater() {
    boolean[] broken = {true};
    FindingStore failing =
        proxy(
            FindingStore.class,
            (self, method, arguments) -> {
              if (broken[0] && method.getName().equals("put")) {
                throw new StoreException("the disk is full", null);
              }
              return method.invoke(store.findings(), arguments);
            });
    evaluator =
        new FindingEvaluator(
            proxy(
                Store.class,
                (self, method, arguments) ->
                    method.getName().equals("findings")
                        ? failing
                        : method.invoke(store, arguments)),
            clock,
            this::nextId,
            board(),
            told::add);
    greet(LIVE);
    minutes(2, LIVE);
    silentMinuteThatCannotBeStored();
    broken[0] = false;
    step();
    assertThat(found()).hasSize(1);
  }

  @Test
  void aLostJvmIsGivenUpAfterADayAlsoAcrossARestart() throws Exception {
    greet(LIVE);
    minutes(2, LIVE);
    minutes(10);
    assertThat(found()).hasSize(1);
    String id = found().get(0).finding().id();
    close();
    clock.advance(Duration.ofHours(30));
    open();
    minutes(1);
    assertThat(found()).hasSize(1);
    minutes(3);
    assertThat(found()).isEmpty();
    assertThat(store.findings().closed(LIVE, 10))
        .extracting(one -> one.finding().id())
        .containsExactly(id);
    minutes(10);
    assertThat(found()).isEmpty();
  }

  @Test
  void aSlowGrowthIsKnownSoonAfterARestart() throws Exception {
    greet(LIVE);
    hoursOfGrowth(2);
    restart();
    twoMinutes();
    assertThat(growths()).containsExactly("native-growth WARNING");
  }

  @Test
  void whatTheClockSaidBeforeItWasSetBackIsNoPast() throws Exception {
    greet(LIVE);
    hoursOfGrowth(2);
    clock.advance(Duration.ofHours(-1));
    restart();
    twoMinutes();
    assertThat(growths()).isEmpty();
  }

  @Test
  void whatComesInWhileThePastIsReadIsReadAfterIt() {
    greet(LIVE);
    List<Long> ranges = new ArrayList<>();
    evaluator =
        evaluator(
            (self, method, arguments) -> {
              if (method.getName().equals("readSeries")) {
                ranges.add((Long) arguments[2] - clock.millis());
                ranges.add((Long) arguments[3] - clock.millis());
                clock.advance(Duration.ofSeconds(5));
                sampled(LIVE, 600);
              }
              return method.invoke(store, arguments);
            });
    sampled(LIVE, 500);
    step();
    long sixHours = Duration.ofHours(6).toMillis();
    assertThat(ranges).containsExactly(-sixHours, 1L, -4_999L, 1L);
  }

  @Test
  void ofALargeFleetThePastIsReadBitByBit() throws Exception {
    List<String> fleet = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      fleet.add("cccccc" + (10 + i));
    }
    greet(fleet.toArray(String[]::new));
    Set<Object> read = new HashSet<>();
    evaluator =
        evaluator(
            (self, method, arguments) -> {
              if (method.getName().equals("readSeries")) {
                read.add(arguments[0]);
              }
              return method.invoke(store, arguments);
            });
    fleet.forEach(jvm -> sampled(jvm, 500));
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      step();
      known.add(read.size());
    }
    assertThat(known).containsExactly(20, 40, 45, 45);
  }

  @Test
  void whereThePastCannotBeReadTheJvmIsJudgedNonetheless() {
    int[] tries = {0};
    evaluator =
        evaluator(
            (self, method, arguments) -> {
              if (method.getName().equals("readSeries")) {
                tries[0]++;
                throw new StoreException("the day is damaged", null);
              }
              return method.invoke(store, arguments);
            });
    greet(LIVE);
    agentCores = 0.03;
    minutes(5, LIVE);
    assertThat(found())
        .extracting(one -> one.finding().rule())
        .containsExactly("agent-over-budget");
    assertThat(tries[0]).as("not for ever").isEqualTo(3);
  }

  /** Native memory grows by 16 MB a minute, and nobody judges it meanwhile. */
  private void hoursOfGrowth(int hours) {
    for (int i = 0; i < hours * 60 * 4; i++) {
      clock.advance(Duration.ofSeconds(15));
      upSeconds += 15;
      grown += 4;
      sampled(LIVE, grown);
    }
  }

  private void twoMinutes() {
    for (int i = 0; i < 12; i++) {
      clock.advance(Duration.ofSeconds(10));
      upSeconds += 10;
      grown += 2.7;
      sampled(LIVE, grown);
      step();
    }
  }

  private void restart() throws Exception {
    close();
    clock.advance(Duration.ofSeconds(30));
    upSeconds += 30;
    open();
  }

  private void sampled(String jvm, double nativeMegabytes) {
    double bytes = nativeMegabytes * 1e6;
    Map<String, String> region = Map.of("diag.memory.region", "native");
    List<Point> points =
        List.of(
            new Point("process.uptime", "s", upSeconds),
            new Point("diag.process.rss", "By", bytes + 2e8),
            new Point("diag.memory.resident", "By", region, bytes));
    ItemKey key = key(jvm);
    store.addSeries(key, points, List.of());
    evaluator.series(key, points, List.of());
  }

  private FindingEvaluator evaluator(InvocationHandler ofStore) {
    return new FindingEvaluator(
        proxy(Store.class, ofStore), clock, this::nextId, board(), told::add);
  }

  private List<String> growths() {
    return found().stream()
        .map(JvmFinding::finding)
        .map(one -> one.rule() + " " + one.claim().severity())
        .toList();
  }

  /** Time goes by; each of these JVMs reads every five seconds, the judge looks every ten. */
  private void minutes(int minutes, String... jvms) {
    for (int i = 0; i < minutes * 6; i++) {
      for (int half = 0; half < 2; half++) {
        clock.advance(Duration.ofSeconds(5));
        for (String jvm : jvms) {
          List<Point> points =
              List.of(
                  new Point("process.uptime", "s", upSeconds),
                  new Point("diag.agent.cpu.cores", "1", agentCores),
                  new Point("diag.agent.cpu.budget", "1", 0.01));
          ItemKey key = key(jvm);
          store.addSeries(key, points, List.of());
          evaluator.series(key, points, List.of());
        }
      }
      step();
    }
  }

  private void silentMinuteThatCannotBeStored() {
    clock.advance(Duration.ofSeconds(25));
    step();
    clock.advance(Duration.ofSeconds(25));
    step();
    clock.advance(Duration.ofSeconds(25));
    assertThatThrownBy(this::step).hasMessage("the disk is full");
    assertThat(found()).isEmpty();
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private void step() {
    evaluator.evaluate();
  }

  private void greet(String... jvms) {
    for (String jvm : jvms) {
      store.addHello(jvm, aHello().build(), false);
    }
  }

  private String nextId() {
    return "f-" + ++sequence;
  }

  private ItemKey key(String jvm) {
    return new ItemKey(jvm, ++sequence, clock.millis());
  }

  private List<JvmFinding> found() {
    return store.findings().open();
  }
}
