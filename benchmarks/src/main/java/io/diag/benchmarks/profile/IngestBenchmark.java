package io.diag.benchmarks.profile;

import io.diag.collector.ingest.Ingest;
import io.diag.collector.ingest.ItemListener;
import io.diag.collector.live.LiveStreams;
import io.diag.collector.live.Notices;
import io.diag.collector.metrics.Metrics;
import io.diag.collector.query.Watchers;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.files.FileBlobs;
import io.diag.collector.store.sqlite.DataDirectory;
import io.diag.collector.store.sqlite.SqliteStore;
import io.diag.collector.store.sqlite.StoreLimits;
import io.diag.wire.Ack;
import io.diag.wire.Event;
import io.diag.wire.Hello;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What ten seconds of a busy server cost the collector, from the compressed body to the answer:
 * inflated, decoded, stored durably, and the raw chunk kept. Only HTTP itself is not in it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, time = 5)
@Measurement(iterations = 8, time = 5)
@Fork(2)
public class IngestBenchmark {
  @Param public BusyServer server;

  /**
   * How many windows a JVM sends before another takes its place, whose stacks are all new: an hour
   * of them, and as many as are different.
   */
  @Param({"360", "24"})
  public int windowsOfAJvm;

  private final List<SentWindow> windows = new ArrayList<>();
  private FolderOfOurs data;
  private DataDirectory directory;
  private SqliteStore store;
  private FileBlobs blobs;
  private Notices notices;
  private Ingest ingest;
  private long sequence;

  @Setup
  public void open() throws Exception {
    for (SentWindow window : server.windows()) {
      windows.add(window.endingAt(SteadyClock.NOON_MILLIS));
    }
    data = new FolderOfOurs();
    Clock clock = SteadyClock.fromNoon();
    directory = DataDirectory.open(data.resolve("data"));
    store = new SqliteStore(directory, StoreLimits.of(7, 10_000_000_000L), clock);
    blobs = new FileBlobs(directory.path(), 1_000_000_000L, clock);
    Metrics metrics = new Metrics();
    notices = new Notices(new LiveStreams(1, Duration.ofSeconds(1), metrics), clock);
    ingest =
        new Ingest(
            store,
            blobs,
            new Watchers(clock),
            new Deaf(),
            notices,
            metrics,
            Duration.ofDays(7),
            clock);
  }

  @TearDown
  public void close() throws Exception {
    notices.close();
    blobs.close();
    store.close();
    directory.close();
    data.close();
  }

  @Benchmark
  public Ack takeWindowIn() {
    SentWindow window = windows.get((int) (sequence % windows.size()));
    String jvm = String.format("benchmark-%08d", sequence / windowsOfAJvm);
    if (sequence % windowsOfAJvm == 0) {
      store.addHello(jvm, Hello.builder().service("busy").host("here").jdk("17").build(), false);
    }
    sequence++;
    return ingest.item(
        jvm,
        Long.toString(sequence),
        window.headers()::get,
        new ByteArrayInputStream(window.body()));
  }

  /** Findings are made of series. */
  private static final class Deaf implements ItemListener {
    @Override
    public void series(ItemKey key, List<Point> points, List<HistogramPoint> histograms) {}

    @Override
    public void event(String jvmId, Event event) {}
  }
}
