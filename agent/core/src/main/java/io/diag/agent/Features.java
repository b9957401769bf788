package io.diag.agent;

import io.diag.agent.account.AccountReading;
import io.diag.agent.account.BudgetFeature;
import io.diag.agent.account.OwnCpu;
import io.diag.agent.command.ClassHistogramHandler;
import io.diag.agent.command.CommandDesk;
import io.diag.agent.command.CommandHandler;
import io.diag.agent.command.VmDiagnostics;
import io.diag.agent.config.Config;
import io.diag.agent.eventloop.LoopFeature;
import io.diag.agent.eventloop.episode.EpisodeWatch;
import io.diag.agent.eventloop.episode.JvmThreads;
import io.diag.agent.heap.ContainerRoom;
import io.diag.agent.heap.HeapDumpHandler;
import io.diag.agent.heap.HelperProcess;
import io.diag.agent.heap.HotSpotFlags;
import io.diag.agent.heap.OomDumps;
import io.diag.agent.holder.HolderSearch;
import io.diag.agent.ledger.LedgerCommandHandler;
import io.diag.agent.ledger.LedgerFeature;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.agent.os.SafepointCounters;
import io.diag.agent.os.ScratchFolder;
import io.diag.agent.profile.AsyncProfilerSource;
import io.diag.agent.profile.ChunkSource;
import io.diag.agent.profile.EventFeature;
import io.diag.agent.profile.FlightRecorderSource;
import io.diag.agent.profile.NativeGaps;
import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.OtherProfiler;
import io.diag.agent.profile.ProcessLoad;
import io.diag.agent.profile.ProfileCommandHandler;
import io.diag.agent.profile.ProfileEngine;
import io.diag.agent.profile.SampledEvent;
import io.diag.agent.record.Recorder;
import io.diag.agent.runtime.AllocationTotal;
import io.diag.agent.session.Budget;
import io.diag.agent.session.Feature;
import io.diag.agent.session.JvmIdentity;
import io.diag.agent.session.Session;
import io.diag.agent.ship.CommandLink;
import io.diag.agent.ship.Sender;
import io.diag.agent.ship.Spool;
import io.diag.agent.thread.DeadlockWatch;
import io.diag.agent.thread.WaitRate;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Everything the agent can do, put together for this JVM. */
final class Features implements Session.FeatureList {
  private final BinaryOperator<String> nativeProfiler;
  private final Map<String, String> properties;
  private final Instrumentation instrumentation;
  private final Config config;
  private final File jar;
  private ProfileEngine engine;
  private LoopFeature loops;
  private DeadlockWatch deadlocks;

  Features(
      BinaryOperator<String> nativeProfiler,
      Map<String, String> properties,
      Instrumentation instrumentation,
      Config config,
      File jar) {
    this.nativeProfiler = nativeProfiler;
    this.properties = properties;
    this.instrumentation = instrumentation;
    this.config = config;
    this.jar = jar;
  }

  /** What profiles this JVM, once the features are made. */
  ProfileEngine engine() {
    return engine;
  }

  /** What watches event loops, once the features are made. */
  LoopFeature loops() {
    return loops;
  }

  /** What was told once and still is so is told again. */
  void tellAgain() {
    deadlocks.tellAgain();
  }

  @Override
  public List<Feature> create(
      Sample sample, Spool spool, Sender sender, CommandLink commands, Budget budget) {
    ProcFs files = ProcFs.ofSystem();
    List<Feature> features = new ArrayList<>();
    engine = profileEngine(files, spool, sender::watched, budget);
    features.add(engine);
    features.add(new EventFeature(engine, SampledEvent.ALLOC));
    features.add(new EventFeature(engine, SampledEvent.LOCK));
    OwnCpu own = new OwnCpu(() -> engine.counts().cpuNanos());
    AccountReading account =
        new AccountReading(
            budget,
            own,
            () -> spool.bytes() + engine.counts().memoryBytes(),
            sender::sentBytes,
            System::nanoTime);
    ReadingList readings = new ReadingList(files, properties, sample, instrumentation);
    features.addAll(readings.features(account));
    Consumer<Event> events = events(spool);
    loops =
        new LoopFeature(
            instrumentation,
            config.loops(),
            sample,
            System::nanoTime,
            new EpisodeWatch(
                new JvmThreads(
                    files,
                    SafepointCounters.FOLDER,
                    properties.getOrDefault("user.name", ""),
                    JvmIdentity::pid),
                config.loopThresholdMillis(),
                events,
                System::currentTimeMillis));
    features.add(loops);
    features.add(new BudgetFeature(budget, own, new ProcessCpu(files), System::nanoTime));
    deadlocks = new DeadlockWatch(events, System::nanoTime, System::currentTimeMillis);
    features.add(deadlocks);
    if (config.oomDump()) {
      features.add(oomDumps());
    }
    features.add(
        new CommandDesk(
            commands,
            handlers(spool, engine, readings.ledger()),
            System::nanoTime,
            System::currentTimeMillis));
    return features;
  }

  /** The last feature is stopped first: what a command uses is still on when it is ended. */
  private List<CommandHandler> handlers(Spool spool, ProfileEngine engine, LedgerFeature ledger) {
    VmDiagnostics diagnostics = new VmDiagnostics(instrumentation);
    return Arrays.asList(
        new ProfileCommandHandler(engine, holders(instrumentation)::find, System::nanoTime),
        new ClassHistogramHandler(
            diagnostics,
            points -> {
              long time = System.currentTimeMillis();
              spool.add(
                  ItemKind.SERIES,
                  time,
                  Collections.emptyMap(),
                  SeriesCodec.write(new SeriesSample(time, points)));
            },
            System::nanoTime),
        new LedgerCommandHandler(ledger, diagnostics::execute),
        new HeapDumpHandler(helper(), JvmIdentity.pid(), config.shipping()));
  }

  private Feature oomDumps() {
    List<File> parents =
        config.spoolDir() == null
            ? ScratchFolder.candidates(properties)
            : Collections.singletonList(config.spoolDir());
    return new OomDumps(
        HotSpotFlags::new,
        parents,
        properties.getOrDefault("user.name", "unknown"),
        JvmIdentity.known(),
        helper(),
        config.shipping(),
        Runtime.getRuntime().maxMemory());
  }

  private HelperProcess helper() {
    return new HelperProcess(
        new File(properties.getOrDefault("java.home", "")),
        jar,
        new ContainerRoom(ProcFs.ofSystem()));
  }

  private static Consumer<Event> events(Spool spool) {
    return event ->
        spool.add(
            ItemKind.EVENT,
            event.timeMillis(),
            Collections.<String, String>emptyMap(),
            EventCodec.write(event));
  }

  static HolderSearch holders(Instrumentation instrumentation) {
    return new HolderSearch(instrumentation, ProcFs.ofSystem());
  }

  /**
   * @param holders of {@link #holders}
   */
  static Recorder recorder(
      BinaryOperator<String> resident, Map<String, String> properties, HolderSearch holders) {
    List<File> folders = ScratchFolder.candidates(properties);
    return new Recorder(
        nativeProfiler(resident, folders, properties),
        () -> flightRecorder(folders, properties),
        new OtherProfiler(ProcFs.ofSystem()),
        folders,
        NativeGaps.of(properties),
        holders::find);
  }

  private static NativeProfiler nativeProfiler(
      BinaryOperator<String> resident, List<File> folders, Map<String, String> properties) {
    String platform =
        NativeProfiler.platform(
            properties.getOrDefault("os.name", ""), properties.getOrDefault("os.arch", ""));
    return new NativeProfiler(resident, folders, platform);
  }

  private static FlightRecorderSource flightRecorder(
      List<File> folders, Map<String, String> properties) {
    return new FlightRecorderSource(
        folders,
        properties,
        File::getUsableSpace,
        () -> ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  private ProfileEngine profileEngine(
      ProcFs files, Spool spool, BooleanSupplier watched, Budget budget) {
    List<File> folders = ScratchFolder.candidates(properties);
    NativeProfiler profiler = nativeProfiler(nativeProfiler, folders, properties);
    List<ChunkSource> sources =
        Arrays.asList(
            new AsyncProfilerSource(profiler, folders, files, NativeGaps.of(properties)),
            flightRecorder(folders, properties));
    return new ProfileEngine(
        sources,
        new ProcessLoad(
            new ProcessCpu(files),
            new AllocationTotal(),
            new WaitRate(System::nanoTime),
            System::nanoTime),
        (chunk, span, untilMillis) ->
            spool.add(ItemKind.PROFILE, untilMillis, span.headers(), chunk),
        watched,
        budget::level,
        System::nanoTime,
        System::currentTimeMillis);
  }
}
