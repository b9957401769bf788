package io.diag.collector;

import io.diag.collector.api.Routes;
import io.diag.collector.command.CommandBoard;
import io.diag.collector.finding.FindingEvaluator;
import io.diag.collector.fleet.Trails;
import io.diag.collector.heap.DumpUploads;
import io.diag.collector.heap.HeapDumps;
import io.diag.collector.heap.HeapExplorers;
import io.diag.collector.heap.HeapReports;
import io.diag.collector.ingest.Ingest;
import io.diag.collector.ingest.ItemListener;
import io.diag.collector.live.LiveStreams;
import io.diag.collector.live.NoticeKind;
import io.diag.collector.live.Notices;
import io.diag.collector.metrics.Metrics;
import io.diag.collector.metrics.ProcessMetrics;
import io.diag.collector.query.JvmState;
import io.diag.collector.query.Watchers;
import io.diag.collector.safety.ProblemErrorHandler;
import io.diag.collector.safety.RequestGate;
import io.diag.collector.safety.SafetyHandler;
import io.diag.collector.store.Blobs;
import io.diag.collector.store.Store;
import io.diag.collector.store.files.FileBlobs;
import io.diag.collector.store.sqlite.DataDirectory;
import io.diag.collector.store.sqlite.SqliteStore;
import io.diag.collector.store.sqlite.StoreLimits;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * A running collector: takes what agents send, keeps it, and answers the UI and scripts. Starting
 * and closing block; both may be called by any thread.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  private static final int LIVE_STREAMS = 64;
  private static final Duration LIVE_PATIENCE = Duration.ofSeconds(10);

  private final DataDirectory directory;
  private final Store store;
  private final Blobs blobs;
  private final HeapDumps heapDumps;
  private final HeapExplorers heapExplorers;
  private final CommandBoard commands;
  private final FindingEvaluator findings;
  private final Notices notices;
  private final Javalin server;
  private final CollectorConfig config;

  private Collector(
      CollectorConfig config,
      DataDirectory directory,
      Store store,
      Blobs blobs,
      HeapDumps heapDumps,
      HeapExplorers heapExplorers,
      CommandBoard commands,
      FindingEvaluator findings,
      Notices notices,
      Javalin server) {
    this.config = config;
    this.directory = directory;
    this.store = store;
    this.blobs = blobs;
    this.heapDumps = heapDumps;
    this.heapExplorers = heapExplorers;
    this.commands = commands;
    this.findings = findings;
    this.notices = notices;
    this.server = server;
  }

  /**
   * Returns once requests are answered.
   *
   * @throws StartException if it cannot start; nothing stays open then
   */
  public static Collector start(CollectorConfig config) throws StartException {
    requireSafeAddress(config);
    requireSqlite();
    DataDirectory directory = openDirectory(config);
    Store store = null;
    Blobs blobs = null;
    HeapDumps heapDumps = null;
    Notices notices = null;
    try {
      Metrics metrics = new Metrics();
      store = openStore(config, directory, metrics);
      blobs = openBlobs(config, directory);
      heapDumps = openHeapDumps(config, directory);
      HeapExplorers heapExplorers = new HeapExplorers(heapDumps);
      measure(metrics, store, config);
      CommandBoard commands = new CommandBoard(store.commands(), config.clock());
      LiveStreams streams = new LiveStreams(LIVE_STREAMS, LIVE_PATIENCE, metrics);
      notices = new Notices(streams, config.clock());
      Notices published = notices;
      FindingEvaluator findings =
          new FindingEvaluator(
              store,
              config.clock(),
              () -> UUID.randomUUID().toString(),
              commands,
              jvm -> published.publish(NoticeKind.FINDINGS, jvm));
      Javalin server =
          server(
              config,
              store,
              blobs,
              heapDumps,
              heapExplorers,
              openUploads(heapDumps, config, directory),
              commands,
              findings,
              notices,
              streams,
              metrics);
      start(server, config);
      findings.start();
      return new Collector(
          config,
          directory,
          store,
          blobs,
          heapDumps,
          heapExplorers,
          commands,
          findings,
          notices,
          server);
    } catch (StartException | RuntimeException e) {
      if (notices != null) {
        notices.close();
      }
      if (heapDumps != null) {
        heapDumps.close();
      }
      if (blobs != null) {
        blobs.close();
      }
      if (store != null) {
        store.close();
      }
      close(directory);
      throw e;
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /** Where it is reached, without a slash at the end. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return "http://" + host + ":" + port();
  }

  /** Stops answering, then writes what is pending. Closing twice does nothing more. */
  @Override
  public void close() {
    commands.close(); // before the server, so that waiting agents are answered
    notices.close();
    server.stop();
    findings.close();
    heapExplorers.close();
    heapDumps.close();
    blobs.close();
    store.close();
    close(directory);
  }

  private static void requireSafeAddress(CollectorConfig config) throws StartException {
    InetAddress address;
    try {
      address = InetAddress.getByName(config.host());
    } catch (UnknownHostException e) {
      throw StartException.misuse(
          "--host " + config.host() + " is not an address of this machine; try 127.0.0.1");
    }
    if (!address.isLoopbackAddress() && config.token().isEmpty()) {
      throw StartException.misuse(
          "--host "
              + config.host()
              + " can be reached from other machines; give --token-file too, or use 127.0.0.1");
    }
  }

  /** Its native library is unpacked into the temporary folder and loaded from there. */
  private static void requireSqlite() throws StartException {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw StartException.failure(
          "SQLite's native library cannot be loaded from "
              + System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))
              + "; name a folder that programs may run from with -Djava.io.tmpdir=FOLDER",
          e);
    }
  }

  private static DataDirectory openDirectory(CollectorConfig config) throws StartException {
    try {
      return DataDirectory.open(config.dataDirectory());
    } catch (IOException e) {
      throw StartException.failure(e.getMessage(), e);
    }
  }

  private static void measure(Metrics metrics, Store store, CollectorConfig config) {
    ProcessMetrics.addTo(metrics, Version.ofThisBuild());
    metrics.gauges(
        "diag_collector_jvms",
        "JVMs by state.",
        "state",
        () -> JvmState.counts(store.jvms(), config.clock().millis()));
  }

  private static Store openStore(CollectorConfig config, DataDirectory directory, Metrics metrics)
      throws StartException {
    try {
      StoreLimits limits = StoreLimits.of(config.retentionDays(), config.retentionBytes());
      SqliteStore store = new SqliteStore(directory, limits, config.clock());
      store.addTo(metrics);
      return store;
    } catch (SQLException e) {
      throw StartException.failure(
          "the data in "
              + directory.path()
              + " cannot be opened: "
              + e.getMessage()
              + "; free some space, or choose another directory with --data",
          e);
    } catch (IOException e) {
      throw StartException.failure(e.getMessage(), e);
    }
  }

  private static Blobs openBlobs(CollectorConfig config, DataDirectory directory)
      throws StartException {
    try {
      return new FileBlobs(directory.path(), config.retentionBytes(), config.clock());
    } catch (IOException e) {
      throw StartException.failure(
          "the raw profiles in "
              + directory.path()
              + " cannot be opened: "
              + e.getMessage()
              + "; remove its folder raw, or choose another directory with --data",
          e);
    }
  }

  private static HeapDumps openHeapDumps(CollectorConfig config, DataDirectory directory)
      throws StartException {
    try {
      return new HeapDumps(
          directory.path(), config.heapBytes(), config.clock(), () -> UUID.randomUUID().toString());
    } catch (IOException e) {
      throw StartException.failure(
          "the heap dumps in "
              + directory.path()
              + " cannot be opened: "
              + e.getMessage()
              + "; remove its folder heap, or choose another directory with --data",
          e);
    }
  }

  private static DumpUploads openUploads(
      HeapDumps heapDumps, CollectorConfig config, DataDirectory directory) throws StartException {
    try {
      return new DumpUploads(
          heapDumps, directory.path(), config.clock(), () -> UUID.randomUUID().toString());
    } catch (IOException e) {
      throw StartException.failure(
          "the heap dumps on their way to "
              + directory.path()
              + " cannot be opened: "
              + e.getMessage()
              + "; remove its folder heap-uploads, or choose another directory with --data",
          e);
    }
  }

  private static Javalin server(
      CollectorConfig config,
      Store store,
      Blobs blobs,
      HeapDumps heapDumps,
      HeapExplorers heapExplorers,
      DumpUploads uploads,
      CommandBoard commands,
      FindingEvaluator findings,
      Notices notices,
      LiveStreams streams,
      Metrics metrics) {
    Watchers watchers = new Watchers(config.clock());
    Duration retention = Duration.ofDays(config.retentionDays());
    Trails trails = new Trails(store, config.clock());
    ItemListener listener = ItemListener.both(findings, trails);
    Ingest ingest =
        new Ingest(store, blobs, watchers, listener, notices, metrics, retention, config.clock());
    Routes routes =
        new Routes(
            store,
            blobs,
            ingest,
            watchers,
            trails,
            commands,
            heapDumps,
            new HeapReports(heapDumps),
            heapExplorers,
            uploads,
            notices,
            streams,
            metrics,
            config.clock());
    RequestGate gate = new RequestGate(config.host(), config.allowHosts(), config.token());
    return Javalin.create(
        javalin -> {
          HttpSettings.apply(javalin);
          routes.register(javalin);
          javalin.jetty.modifyServer(
              jetty -> {
                jetty.setErrorHandler(new ProblemErrorHandler());
                jetty.insertHandler(new SafetyHandler(gate));
              });
        });
  }

  private static void start(Javalin server, CollectorConfig config) throws StartException {
    try {
      server.start(config.host(), config.port());
    } catch (RuntimeException e) {
      server.stop();
      throw StartException.failure(bindFailure(e, config), e);
    }
  }

  private static String bindFailure(Throwable e, CollectorConfig config) {
    String address = config.port() + " on " + config.host();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("Permission denied")) {
        return "port "
            + address
            + " is not allowed to this user; choose one above 1023 with --port";
      }
      if (cause instanceof BindException && message.contains("Cannot assign")) {
        return config.host() + " is not an address of this machine; choose another with --host";
      }
      if (cause instanceof BindException) {
        return "port "
            + address
            + " is already in use; stop what listens there or choose another with --port";
      }
    }
    return "cannot listen on port " + address + ": " + e.getMessage();
  }

  private static void close(DataDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.warn("the lock on {} was not let go of: {}", directory.path(), e.toString());
    }
  }
}
