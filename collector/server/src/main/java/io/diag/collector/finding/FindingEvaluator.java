package io.diag.collector.finding;

import io.diag.collector.command.CommandBoard;
import io.diag.collector.ingest.ItemListener;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.JvmFinding;
import io.diag.collector.store.Store;
import io.diag.collector.store.StoreException;
import io.diag.diagnosis.Diagnosis;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.wire.Event;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Judges every JVM that is there, every ten seconds and soon after an event. What comes in is heard
 * as it is stored, so nothing is read again; only after a start the events of the last day are, and
 * of each JVM what its memory was made of in the last hours. Any thread may tell it of items; the
 * judging is done on one thread of its own.
 */
public final class FindingEvaluator implements ItemListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FindingEvaluator.class);

  private static final long PERIOD_MILLIS = 10_000;

  /** So that a flood of events costs no more than a few evaluations a second. */
  private static final long SHORTEST_PAUSE_MILLIS = 200;

  /** A longer pause means that the machine slept, or that its clock was set. */
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** So that a large fleet is judged while its past is read, bit by bit. */
  private static final int RECALLED_AT_ONCE = 20;

  private static final long EVENTS_BACK_MILLIS = Duration.ofDays(1).toMillis();

  private final Store store;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Consumer<String> changes;
  private final StackRecorder recorder;
  private final MemoryPast past;
  private final Map<String, JvmWatch> watches = new ConcurrentHashMap<>();
  private final Map<String, JvmFinding> unwritten = new LinkedHashMap<>();

  /** Open ones that the log has. */
  private final Set<String> reported = new HashSet<>();

  private final Thread thread;
  private long listeningSinceMillis;
  private long evaluatedAtMillis;
  private boolean due;
  private boolean closed;

  /**
   * Reads what is known from before. Blocks; nothing is judged before {@link #start}.
   *
   * @param ids makes the id of a finding, never the same twice
   * @param commands has a JVM record whose code takes what grows
   * @param changes hears of each JVM whose findings have changed, once that is stored
   */
  public FindingEvaluator(
      Store store,
      Clock clock,
      Supplier<String> ids,
      CommandBoard commands,
      Consumer<String> changes) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.changes = changes;
    recorder = new StackRecorder(commands, store, clock);
    past = new MemoryPast(store);
    listeningSinceMillis = clock.millis();
    evaluatedAtMillis = listeningSinceMillis;
    try {
      store.readEvents(
          listeningSinceMillis - EVENTS_BACK_MILLIS,
          listeningSinceMillis + EVENTS_BACK_MILLIS,
          this::keep);
    } catch (StoreException e) {
      LOG.warn("events of before are not looked at: {}", e.getMessage());
    }
    thread = new Thread(this::run, "diag-findings");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void series(ItemKey key, List<Point> points, List<HistogramPoint> histograms) {
    long now = clock.millis();
    store
        .jvm(key.jvmId())
        .ifPresent(jvm -> watch(jvm).series(key.timeMillis(), points, histograms, now));
  }

  @Override
  public void event(String jvmId, Event event) {
    keep(jvmId, event);
    synchronized (this) {
      due = true;
      notifyAll();
    }
  }

  /** Ends the thread after what it is doing. Blocks for a moment. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Judges every JVM once and stores what changed. One thread at a time. */
  void evaluate() {
    long now = clock.millis();
    long pause = now - evaluatedAtMillis;
    if (pause < 0 || pause > LONGEST_PAUSE_MILLIS) {
      listeningSinceMillis = now;
    }
    evaluatedAtMillis = now;
    Map<String, List<Finding>> afflicted = new HashMap<>();
    Set<String> open = new HashSet<>();
    for (JvmFinding one : store.findings().open()) {
      afflicted.computeIfAbsent(one.jvmId(), id -> new ArrayList<>()).add(one.finding());
      open.add(one.finding().id());
    }
    recorder.begin();
    recorder.retain(open);
    reported.retainAll(open);
    Set<String> known = new HashSet<>();
    int recalled = 0;
    for (Jvm jvm : store.jvms()) {
      known.add(jvm.id());
      boolean there =
          jvm.goodbye() == null && now - jvm.lastSeenAtMillis() <= Diagnosis.GIVEN_UP_MILLIS;
      if (there || afflicted.containsKey(jvm.id()) || watches.containsKey(jvm.id())) {
        List<Finding> had = there ? afflicted.getOrDefault(jvm.id(), List.of()) : List.of();
        Map<String, GrowthOrigin> origins = origins(jvm, had);
        JvmWatch watch = watch(jvm);
        if (there && recalled < RECALLED_AT_ONCE && recall(jvm, watch)) {
          recalled++;
        }
        for (JvmFinding changed : watch.judge(jvm, listeningSinceMillis, origins, now)) {
          unwritten.put(changed.finding().id(), changed);
        }
        if (!there) {
          watches.remove(jvm.id());
        }
      }
    }
    watches.keySet().retainAll(known);
    write();
  }

  private Map<String, GrowthOrigin> origins(Jvm jvm, List<Finding> had) {
    Map<String, GrowthOrigin> origins = new HashMap<>();
    for (Finding found : had) {
      GrowthOrigin origin = recorder.origin(jvm, found);
      if (origin != null) {
        origins.put(found.rule(), origin);
      }
    }
    return origins;
  }

  private boolean recall(Jvm jvm, JvmWatch watch) {
    try {
      return watch.recall(past);
    } catch (RuntimeException e) {
      LOG.warn("JVM {}: its memory of before is not looked at: {}", jvm.id(), e.getMessage());
      return true;
    }
  }

  /** What cannot be stored now is stored with the next evaluation. */
  private void write() {
    if (unwritten.isEmpty()) {
      return;
    }
    List<JvmFinding> all = new ArrayList<>(unwritten.values());
    store.findings().put(all);
    unwritten.clear();
    for (JvmFinding one : all) {
      // One that grows has new figures every minute.
      boolean news = !one.finding().isOpen() || !reported.contains(one.finding().id());
      LOG.atLevel(news ? Level.INFO : Level.DEBUG).log("JVM {}: {}", one.jvmId(), one.finding());
      if (one.finding().isOpen()) {
        reported.add(one.finding().id());
      } else {
        reported.remove(one.finding().id());
      }
      changes.accept(one.jvmId());
    }
  }

  private void keep(String jvmId, Event event) {
    store
        .jvm(jvmId)
        .filter(jvm -> jvm.goodbye() == null)
        .ifPresent(jvm -> watch(jvm).event(event, jvm.clockOffsetMillis()));
  }

  private JvmWatch watch(Jvm jvm) {
    return watches.computeIfAbsent(
        jvm.id(), id -> new JvmWatch(id, jvm.lastSeenAtMillis(), store.findings().recent(id), ids));
  }

  private void run() {
    while (await()) {
      try {
        evaluate();
      } catch (RuntimeException failed) {
        LOG.warn("looking for findings failed, trying again: {}", failed.toString());
      }
    }
  }

  /** False once it is closed. */
  private synchronized boolean await() {
    long start = System.nanoTime();
    try {
      while (!closed) {
        long passed = Duration.ofNanos(System.nanoTime() - start).toMillis();
        long left = (due ? SHORTEST_PAUSE_MILLIS : PERIOD_MILLIS) - passed;
        if (left <= 0) {
          due = false;
          return true;
        }
        wait(left);
      }
    } catch (InterruptedException nobodyDoesThis) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
