package io.diag.agent;

import io.diag.agent.account.AccountReading;
import io.diag.agent.command.VmDiagnostics;
import io.diag.agent.ledger.LedgerFeature;
import io.diag.agent.ledger.NettyReading;
import io.diag.agent.machine.CgroupCpuReading;
import io.diag.agent.machine.DescriptorReading;
import io.diag.agent.machine.LoadReading;
import io.diag.agent.machine.MachineCpuReading;
import io.diag.agent.machine.PressureReading;
import io.diag.agent.memory.BufferPoolReading;
import io.diag.agent.memory.CgroupReading;
import io.diag.agent.memory.CpuReading;
import io.diag.agent.memory.GcFeature;
import io.diag.agent.memory.MemoryPoolReading;
import io.diag.agent.memory.ProcessMemoryReading;
import io.diag.agent.memory.Reading;
import io.diag.agent.memory.ReadingFeature;
import io.diag.agent.memory.Sample;
import io.diag.agent.memory.SparingReading;
import io.diag.agent.memory.ThreadReading;
import io.diag.agent.os.AgentThread;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.agent.os.SafepointCounters;
import io.diag.agent.os.SearchPace;
import io.diag.agent.runtime.AllocationReading;
import io.diag.agent.runtime.ClassReading;
import io.diag.agent.runtime.CompilerReading;
import io.diag.agent.runtime.SafepointFeature;
import io.diag.agent.runtime.ThreadStateReading;
import io.diag.agent.runtime.UptimeReading;
import io.diag.agent.session.Feature;
import io.diag.agent.session.JvmIdentity;
import io.diag.agent.workers.WorkerReading;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whatever adds to the samples of series. {@code docs/series.md} lists what comes of it. */
public final class ReadingList {
  /** What one reading whose cost grows with the application may take of a turn. */
  private static final long SPARING_NANOS = 150_000;

  /** Growth is told from it, which gaps would hide. */
  private static final long NETTY_NANOS = 1_000_000;

  private final ProcFs files;
  private final Map<String, String> properties;
  private final Sample sample;
  private final Instrumentation instrumentation;
  private LedgerFeature ledger;

  /**
   * @param properties the system's
   * @param sample to which all of them add
   * @param instrumentation opens the JDK's packages to us
   */
  public ReadingList(
      ProcFs files,
      Map<String, String> properties,
      Sample sample,
      Instrumentation instrumentation) {
    this.files = files;
    this.instrumentation = instrumentation;
    this.properties = properties;
    this.sample = sample;
  }

  /** New ones, not started yet. */
  public List<Feature> features(AccountReading account) {
    List<Feature> features = new ArrayList<>();
    features.add(new GcFeature(sample));
    features.add(
        new SafepointFeature(
            sample,
            SafepointCounters.FOLDER,
            properties.getOrDefault("user.name", ""),
            JvmIdentity::pid));
    ProcessMemoryReading memory = new ProcessMemoryReading(files);
    NettyReading netty =
        new NettyReading(
            instrumentation,
            new SearchPace(
                () -> ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
                System::nanoTime,
                AgentThread::ownCpuNanos));
    List<Reading> readings =
        Arrays.asList(
            new MemoryPoolReading(),
            new BufferPoolReading(),
            new ThreadReading(),
            sparing(new ThreadStateReading()),
            sparing(new WorkerReading(instrumentation)),
            new ClassReading(),
            new CompilerReading(),
            sparing(new AllocationReading(System::nanoTime)),
            new UptimeReading(),
            memory,
            new SparingReading(netty, NETTY_NANOS, AgentThread::ownCpuNanos),
            new CpuReading(new ProcessCpu(files), System::nanoTime),
            sparing(new DescriptorReading(files)),
            new CgroupReading(files),
            new CgroupCpuReading(files),
            sparing(new MachineCpuReading(files, System::nanoTime)),
            new LoadReading(files),
            sparing(new PressureReading(files)),
            account);
    for (Reading reading : readings) {
      features.add(new ReadingFeature(reading, sample));
    }
    ledger =
        new LedgerFeature(
            files,
            sample,
            new VmDiagnostics(instrumentation)::execute,
            System::nanoTime,
            () -> ManagementFactory.getRuntimeMXBean().getUptime(),
            AgentThread::ownCpuNanos,
            memory::filelessBytes,
            netty::aloneBytes);
    features.add(ledger);
    return features;
  }

  /** What divides the resident set, once the features are made. */
  LedgerFeature ledger() {
    return ledger;
  }

  private static Reading sparing(Reading reading) {
    return new SparingReading(reading, SPARING_NANOS, AgentThread::ownCpuNanos);
  }
}
