package io.diag.agent;

import io.diag.agent.command.ClassHistogramHandler;
import io.diag.agent.command.CommandDesk;
import io.diag.agent.command.CommandHandler;
import io.diag.agent.command.VmDiagnostics;
import io.diag.agent.memory.BufferPoolReading;
import io.diag.agent.memory.CgroupReading;
import io.diag.agent.memory.CpuReading;
import io.diag.agent.memory.GcFeature;
import io.diag.agent.memory.MemoryPoolReading;
import io.diag.agent.memory.ProcessMemoryReading;
import io.diag.agent.memory.Reading;
import io.diag.agent.memory.ReadingFeature;
import io.diag.agent.memory.Sample;
import io.diag.agent.memory.ThreadReading;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.agent.os.ProcessMemory;
import io.diag.agent.os.ScratchFolder;
import io.diag.agent.profile.AsyncProfilerSource;
import io.diag.agent.profile.ChunkSource;
import io.diag.agent.profile.EventFeature;
import io.diag.agent.profile.NativeProfiler;
import io.diag.agent.profile.OtherProfiler;
import io.diag.agent.profile.ProcessLoad;
import io.diag.agent.profile.ProfileCommandHandler;
import io.diag.agent.profile.ProfileEngine;
import io.diag.agent.profile.SampledEvent;
import io.diag.agent.profile.VirtualThreads;
import io.diag.agent.record.Recorder;
import io.diag.agent.session.Feature;
import io.diag.agent.session.Session;
import io.diag.agent.ship.CommandLink;
import io.diag.agent.ship.Spool;
import io.diag.wire.ItemKind;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;

/** Everything the agent can do, put together for this JVM. */
final class Features implements Session.FeatureList {
  private final BinaryOperator<String> nativeProfiler;
  private final Map<String, String> properties;
  private final Instrumentation instrumentation;

  Features(
      BinaryOperator<String> nativeProfiler,
      Map<String, String> properties,
      Instrumentation instrumentation) {
    this.nativeProfiler = nativeProfiler;
    this.properties = properties;
    this.instrumentation = instrumentation;
  }

  @Override
  public List<Feature> create(
      Sample sample, Spool spool, BooleanSupplier watched, CommandLink commands) {
    ProcFs files = ProcFs.ofSystem();
    List<Feature> features = new ArrayList<>();
    ProfileEngine engine = profileEngine(files, spool, watched);
    features.add(engine);
    features.add(new EventFeature(engine, SampledEvent.ALLOC));
    features.add(new EventFeature(engine, SampledEvent.LOCK));
    features.add(new GcFeature(sample));
    List<Reading> readings =
        Arrays.asList(
            new MemoryPoolReading(),
            new BufferPoolReading(),
            new ThreadReading(),
            new ProcessMemoryReading(new ProcessMemory(files)),
            new CgroupReading(files),
            new CpuReading(new ProcessCpu(files), System::nanoTime));
    for (Reading reading : readings) {
      features.add(new ReadingFeature(reading, sample));
    }
    features.add(
        new CommandDesk(
            commands, handlers(spool, engine), System::nanoTime, System::currentTimeMillis));
    return features;
  }

  /** The last feature is stopped first: what a command uses is still on when it is ended. */
  private List<CommandHandler> handlers(Spool spool, ProfileEngine engine) {
    return Arrays.asList(
        new ProfileCommandHandler(engine, System::nanoTime),
        new ClassHistogramHandler(
            new VmDiagnostics(instrumentation),
            points -> {
              long time = System.currentTimeMillis();
              spool.add(
                  ItemKind.SERIES,
                  time,
                  Collections.emptyMap(),
                  SeriesCodec.write(new SeriesSample(time, points)));
            },
            System::nanoTime));
  }

  static Recorder recorder(BinaryOperator<String> resident, Map<String, String> properties) {
    List<File> folders = ScratchFolder.candidates(properties);
    return new Recorder(
        nativeProfiler(resident, folders, properties),
        new OtherProfiler(ProcFs.ofSystem()),
        folders);
  }

  private static NativeProfiler nativeProfiler(
      BinaryOperator<String> resident, List<File> folders, Map<String, String> properties) {
    String platform =
        NativeProfiler.platform(
            properties.getOrDefault("os.name", ""), properties.getOrDefault("os.arch", ""));
    return new NativeProfiler(resident, folders, platform);
  }

  private ProfileEngine profileEngine(ProcFs files, Spool spool, BooleanSupplier watched) {
    List<File> folders = ScratchFolder.candidates(properties);
    NativeProfiler profiler = nativeProfiler(nativeProfiler, folders, properties);
    List<ChunkSource> sources =
        Collections.singletonList(new AsyncProfilerSource(profiler, folders, files));
    return new ProfileEngine(
        sources,
        new ProcessLoad(new ProcessCpu(files), () -> -1, System::nanoTime),
        (chunk, span, untilMillis) ->
            spool.add(ItemKind.PROFILE, untilMillis, span.headers(), chunk),
        watched,
        () -> 0,
        VirtualThreads.note(properties),
        System::nanoTime,
        System::currentTimeMillis);
  }
}
