package io.diag.collector.store.sqlite;

import io.diag.collector.metrics.Metrics;
import io.diag.collector.store.CommandStore;
import io.diag.collector.store.DatedPoint;
import io.diag.collector.store.EventSink;
import io.diag.collector.store.FindingStore;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.LatestReadings;
import io.diag.collector.store.LimitException;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.ProfileSink;
import io.diag.collector.store.SeriesSink;
import io.diag.collector.store.Store;
import io.diag.collector.store.StoreException;
import io.diag.wire.Event;
import io.diag.wire.Goodbye;
import io.diag.wire.Hello;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Store} in one directory: {@code jvms.db} and one file a UTC day. An item is added to the
 * file of its own time together with its key; what it says about the JVM itself follows in {@code
 * jvms.db}, which is why those changes can be repeated without harm.
 */
public final class SqliteStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
  private static final Duration RETENTION_EVERY = Duration.ofMinutes(10);
  private static final Duration TOUCHES_EVERY = Duration.ofSeconds(5);

  private final Clock clock;
  private final StoreLimits limits;
  private final AtomicLong deletedDays = new AtomicLong();
  private final Retention retention;
  private final Registry registry;
  private final DayFiles days;
  private final GroupCommitter committer;
  private final SqliteCommands commands;
  private final SqliteFindings findings;
  private Instant nextRetention = Instant.MIN;
  private Instant nextTouches = Instant.MIN;

  /**
   * Opens what the directory holds, deletes what is too old and brings the rest to the present
   * format. Blocks.
   *
   * @throws IOException if a file was written by a newer collector; the message is one line
   */
  public SqliteStore(DataDirectory directory, StoreLimits limits, Clock clock)
      throws SQLException, IOException {
    this.clock = clock;
    this.limits = limits;
    retention = new Retention(limits.retentionDays(), limits.retentionBytes());
    registry = new Registry(directory.path().resolve("jvms.db"), limits.maxJvms());
    days = new DayFiles(directory.path(), limits.maxSeries());
    try {
      applyRetention(); // first, so that nothing is migrated that goes
      days.migrate();
    } catch (SQLException | IOException e) {
      registry.close();
      throw e;
    }
    committer = new GroupCommitter(this::housekeeping);
    commands = new SqliteCommands(registry, committer, clock);
    findings = new SqliteFindings(registry, committer);
  }

  /** Adds what the store measures of itself. Called once. */
  public void addTo(Metrics metrics) {
    metrics.gauge("diag_collector_store_waiting", "Writes that wait.", committer::waiting);
    metrics.gauge(
        "diag_collector_data_bytes", "What the data directory takes.", () -> read(days::allBytes));
    metrics.gauge(
        "diag_collector_data_limit_bytes",
        "Above this the oldest days are deleted (--retention-gb).",
        limits::retentionBytes);
    metrics.gauge("diag_collector_data_days", "Days kept.", () -> read(days::list).size());
    metrics.gauge(
        "diag_collector_data_oldest_timestamp_seconds",
        "The start of the oldest day kept, in seconds since 1970.",
        this::oldestSeconds);
    metrics.counted(
        "diag_collector_deleted_days_total",
        "Days that retention deleted since the start.",
        deletedDays::get);
  }

  @Override
  public void addHello(String jvmId, Hello hello, boolean leftBehind) {
    long now = clock.millis();
    if (registry.get(jvmId) == null && registry.all().size() >= limits.maxJvms()) {
      throw new LimitException(
          "the collector knows "
              + limits.maxJvms()
              + " JVMs, its limit; those not heard of for "
              + limits.retentionDays()
              + " days are forgotten");
    }
    change(
        jvmId,
        known -> {
          if (!leftBehind) {
            return Jvm.greeted(jvmId, hello, known, now);
          }
          return known == null ? Jvm.leftBehind(jvmId, hello, now) : known;
        });
  }

  @Override
  public boolean addSeries(ItemKey key, List<Point> points, List<HistogramPoint> histograms) {
    returned(key);
    boolean repeated =
        committer.write(
            () -> days.forWriting(key.day()), file -> file.addSeries(key, points, histograms));
    long now = clock.millis();
    registry.touch(
        key.jvmId(),
        jvm -> jvm.heard(key, LatestReadings.after(jvm.latest(), key.timeMillis(), points), now));
    return repeated;
  }

  @Override
  public boolean addProfile(
      ItemKey key, ProfileCoverage coverage, ProfileChunk profile, List<DatedPoint> points) {
    returned(key);
    boolean repeated =
        committer.write(
            () -> days.forWriting(key.day()),
            file -> file.addProfile(key, coverage, profile, points));
    long now = clock.millis();
    registry.touch(key.jvmId(), jvm -> jvm.heard(key, jvm.latest(), now));
    return repeated;
  }

  @Override
  public boolean addEvent(ItemKey key, Event event) {
    returned(key);
    boolean repeated =
        committer.write(() -> days.forWriting(key.day()), file -> file.addEvent(key, event));
    long now = clock.millis();
    registry.touch(key.jvmId(), jvm -> jvm.heard(key, jvm.latest(), now));
    return repeated;
  }

  @Override
  public boolean addGoodbye(ItemKey key, Goodbye goodbye) {
    long now = clock.millis();
    return committer.write(
        () -> registry,
        file ->
            file.addGoodbye(
                key.jvmId(),
                key.sequence(),
                known -> known == null ? null : known.gone(key, goodbye.reason(), now)));
  }

  @Override
  public boolean forget(String jvmId) {
    return committer.write(() -> registry, file -> file.forget(jvmId));
  }

  @Override
  public CommandStore commands() {
    return commands;
  }

  @Override
  public FindingStore findings() {
    return findings;
  }

  @Override
  public Optional<Jvm> jvm(String jvmId) {
    return Optional.ofNullable(registry.get(jvmId));
  }

  @Override
  public List<Jvm> jvms() {
    return List.copyOf(registry.all());
  }

  @Override
  public void readSeries(String jvmId, Set<String> names, long from, long to, SeriesSink sink) {
    read(from, to, day -> day.readSeries(jvmId, names, from, to, sink));
  }

  @Override
  public void readProfile(ProfileSelection selection, ProfileSink sink) {
    read(selection.from(), selection.to(), day -> day.readProfile(selection, sink));
  }

  @Override
  public List<ProfileCoverage> profileSpans(String jvmId, long from, long to) {
    List<ProfileCoverage> spans = new ArrayList<>();
    read(from, to, day -> day.readSpans(jvmId, from, to, (span, samples) -> spans.add(span)));
    return spans;
  }

  @Override
  public void readEvents(long from, long to, EventSink sink) {
    read(from, to, day -> day.readEvents(null, from, to, sink));
  }

  @Override
  public void readEvents(String jvmId, long from, long to, EventSink sink) {
    read(from, to, day -> day.readEvents(jvmId, from, to, sink));
  }

  @Override
  public void close() {
    committer.close();
    try {
      writeTouches();
      days.closeAll();
      registry.close();
    } catch (SQLException e) {
      LOG.warn("the store did not close cleanly; nothing acknowledged is lost: {}", e.toString());
    }
  }

  /** An item from after the goodbye says that the JVM is back; written before the item itself. */
  private void returned(ItemKey key) {
    Jvm jvm = registry.get(key.jvmId());
    if (jvm != null && jvm.goodbye() != null && key.sequence() > jvm.goodbyeSequence()) {
      long now = clock.millis();
      change(key.jvmId(), known -> known == null ? null : known.heard(key, known.latest(), now));
    }
  }

  private void change(String jvmId, UnaryOperator<Jvm> change) {
    committer.write(
        () -> registry,
        file -> {
          file.change(jvmId, change);
          return true;
        });
  }

  /** Null when no day is kept. */
  private Long oldestSeconds() {
    NavigableMap<LocalDate, Path> kept = read(days::list);
    return kept.isEmpty()
        ? null
        : (Long) kept.firstKey().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  /** Lists files. */
  @FunctionalInterface
  private interface Listing<T> {
    T list() throws IOException;
  }

  private static <T> T read(Listing<T> listing) {
    try {
      return listing.list();
    } catch (IOException e) {
      throw new StoreException("the data directory could not be listed: " + e.getMessage(), e);
    }
  }

  private void read(long from, long to, DayFiles.Reading reading) {
    try {
      days.read(day(from), day(to - 1), reading);
    } catch (SQLException | IOException e) {
      throw new StoreException("the store could not be read: " + e.getMessage(), e);
    }
  }

  /** On the writer thread, after each group and every second. */
  private void housekeeping() throws SQLException, IOException {
    days.closeIdle();
    Instant now = clock.instant();
    if (!now.isBefore(nextTouches) && registry.hasUnwritten()) {
      nextTouches = now.plus(TOUCHES_EVERY);
      writeTouches();
    }
    if (!now.isBefore(nextRetention)) {
      applyRetention();
    }
  }

  private void writeTouches() throws SQLException {
    registry.execute("BEGIN IMMEDIATE");
    try {
      registry.writeUnwritten();
      registry.execute("COMMIT");
    } catch (SQLException e) {
      registry.execute("ROLLBACK");
      throw e;
    }
  }

  private void applyRetention() throws SQLException, IOException {
    nextRetention = clock.instant().plus(RETENTION_EVERY);
    LocalDate today = day(clock.millis());
    for (LocalDate day : retention.apply(days, today)) {
      deletedDays.incrementAndGet();
      LOG.info("deleted the data of {}, by age or size", day);
    }
    registry.forgetBefore(
        retention.oldestKept(today).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
  }

  private static LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
