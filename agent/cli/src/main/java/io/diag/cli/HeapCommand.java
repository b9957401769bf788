package io.diag.cli;

import io.diag.hprof.AllowedFields;
import io.diag.hprof.RedactionKey;
import io.diag.hprof.Redactor;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a JVM's heap to a file, without a collector and without loading anything into it. */
@Command(
    name = "heap",
    description = "Write the heap of a running JVM to a file (HPROF); it stands still meanwhile",
    mixinStandardHelpOptions = true)
final class HeapCommand implements Callable<Integer> {
  private static final int MAX_PAUSE_SECONDS = 3_600;
  private static final int DEFAULT_PAUSE_SECONDS = 60;
  private static final int MAX_SPILL_MB = 1_000_000;
  private static final int DEFAULT_SPILL_MB = 1_024;

  /** Names and classes of a large application, while it is redacted. */
  private static final long REDACTION_BYTES = 64L << 20;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to; ends in .hprof, or .hprof.gz to be compressed (default: heap-PID-TIME.hprof)")
  private File out;

  @Option(
      names = "--all",
      description =
          "All objects; without it those alone that are reachable, after a full collection")
  private boolean all;

  @Option(
      names = "--ship",
      arity = "0..1",
      paramLabel = "key=value,...",
      fallbackValue = "",
      description =
          "Send it to a collector, redacted unless told otherwise; takes collector= and"
              + " token-file= as the agent does. The file goes unless --out names it")
  private String ship;

  @Option(names = "--redact", description = "Take the data out; sizes and references stay")
  private boolean redact;

  @Option(
      names = "--no-redact",
      description = "Leave the data in, which is the default without --ship; says so")
  private boolean noRedact;

  @Option(
      names = "--via",
      paramLabel = "WAY",
      description =
          "disk: the JVM writes a file, which is then brought to FILE (default); pipe: it writes"
              + " into a pipe, on JDK 17 to 21")
  private String via = "disk";

  @Option(
      names = "--max-pause",
      paramLabel = "N",
      description =
          "With --via pipe: the seconds after which the dump is given up (default: "
              + DEFAULT_PAUSE_SECONDS
              + ")")
  private Integer maxPauseSeconds;

  @Option(
      names = "--spill",
      paramLabel = "MB",
      description =
          "With --via pipe: what may be put aside on a disk here while FILE is slower (default: "
              + DEFAULT_SPILL_MB
              + ")")
  private Integer spillMegabytes;

  @Option(names = "--force", description = "Replace the file if it is there")
  private boolean force;

  HeapCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  @SuppressWarnings("try") // the lock is held, and not used
  public Integer call() throws CliException {
    DumpShipment shipment = ship == null ? null : DumpShipment.to(ship);
    boolean passing = out == null && shipment != null;
    if (passing) {
      out =
          new File(
              System.getProperty("java.io.tmpdir"),
              OutputFile.named("heap", pid, ".hprof.gz").getName());
    } else if (out == null) {
      out = OutputFile.named("heap", pid, ".hprof");
    }
    redact |= shipment != null && !noRedact;
    checkOptions();
    AgentCall call = new AgentCall(terminal.jar(), pid);
    call.target().check();
    call.target().checkHotSpot();
    try (DumpLock lock = DumpLock.take(call.target());
        DumpTarget target = DumpTarget.connect(call)) {
      OutputFile output = OutputFile.begin(out, force);
      boolean begun = false;
      try {
        output.keepPrivate();
        DumpWriter writer =
            new DumpWriter(output.partial(), isCompressed(), redact ? redactor(target) : null);
        HeapEstimate estimate = target.estimate();
        DumpWay way = way(target, estimate, output, writer);
        begun = true;
        OnInterrupt interrupted = passing ? OnInterrupt.run(output::remove) : null;
        try {
          take(way, estimate, output);
          if (shipment != null) {
            shipment.send(output.file(), DumpShipment.jvmId(target.properties()), terminal);
          }
        } finally {
          if (interrupted != null && interrupted.letGo()) {
            output.remove();
          }
        }
      } finally {
        if (!begun) {
          output.abandon();
        }
      }
      return 0;
    }
  }

  private void checkOptions() throws CliException {
    if (!out.getName().endsWith(".hprof") && !isCompressed()) {
      throw new MisuseException(
          "'" + out.getName() + "' does not say what it is; let it end in .hprof or .hprof.gz");
    }
    if (redact && noRedact) {
      throw new MisuseException("--redact and --no-redact contradict each other; give one");
    }
    if (!via.equals("disk") && !isPipe()) {
      throw new MisuseException("'" + via + "' is no way for a dump; --via is disk or pipe");
    }
    if (!isPipe() && (maxPauseSeconds != null || spillMegabytes != null)) {
      throw new MisuseException(
          "--max-pause and --spill go with --via pipe: nothing ends a dump that goes to a disk");
    }
    if (maxPauseSeconds() < 1 || maxPauseSeconds() > MAX_PAUSE_SECONDS) {
      throw new MisuseException("--max-pause is 1 to " + MAX_PAUSE_SECONDS);
    }
    if (spillMegabytes() < 0 || spillMegabytes() > MAX_SPILL_MB) {
      throw new MisuseException("--spill is 0 to " + MAX_SPILL_MB);
    }
    long memory = Runtime.getRuntime().maxMemory();
    if (redact && memory < REDACTION_BYTES) {
      throw new CliException(
          "to redact takes some 64 MB of memory, and this command may use "
              + (memory >> 20)
              + " MB; run it with java -Xmx256m -jar diag.jar");
    }
  }

  private DumpWay way(
      DumpTarget target, HeapEstimate estimate, OutputFile output, DumpWriter writer)
      throws CliException {
    DumpAbilities abilities = target.abilities();
    List<String> options = new ArrayList<>();
    if (all) {
      options.add("-all");
    }
    if (!isPipe()) {
      return DiskDump.prepare(
          target, abilities, estimate, output, writer, options.toArray(new String[0]));
    }
    if (estimate.minSeconds() > maxPauseSeconds()) {
      throw new CliException(
          "the JVM would stand still for "
              + String.format(Locale.ROOT, "%.0f", estimate.minSeconds())
              + " s at least, and --max-pause allows "
              + maxPauseSeconds()
              + "; allow more");
    }
    DiskDump.checkOutput(output, estimate.fileBytes());
    options.add("-overwrite");
    return PipeDump.prepare(
        target,
        abilities,
        writer,
        options.toArray(new String[0]),
        (long) spillMegabytes() << 20,
        maxPauseSeconds());
  }

  private void take(DumpWay way, HeapEstimate estimate, OutputFile output) throws CliException {
    OnInterrupt interrupted = OnInterrupt.run(() -> interrupt(way, output));
    try {
      announce(way, estimate);
      Progress progress = Progress.ofSystem();
      double seconds;
      try {
        seconds = way.run(progress);
      } finally {
        progress.clear();
      }
      output.appear();
      terminal.println(
          String.format(
              Locale.ROOT,
              "%s: heap of JVM %d, %s%s; it answered after %.1f s",
              output.file(),
              pid,
              HeapEstimate.megabytes(output.file().toFile().length()),
              redact ? ", redacted" : "",
              seconds));
    } finally {
      if (interrupted.letGo()) {
        way.close();
        output.abandon();
      }
    }
  }

  private void announce(DumpWay way, HeapEstimate estimate) {
    System.err.println("diag: " + estimate.sentence(pid, all));
    System.err.println("diag: " + way.needs());
    if (!redact && !noRedact) {
      System.err.println(
          "diag: the file will hold what the application has in memory, secrets among it; --redact"
              + " takes the data out");
    }
  }

  private Redactor redactor(DumpTarget target) throws CliException {
    return new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, target.threadNames());
  }

  private boolean isCompressed() {
    return out.getName().endsWith(".hprof.gz");
  }

  private boolean isPipe() {
    return via.equals("pipe");
  }

  private int maxPauseSeconds() {
    return maxPauseSeconds == null ? DEFAULT_PAUSE_SECONDS : maxPauseSeconds;
  }

  private int spillMegabytes() {
    return spillMegabytes == null ? DEFAULT_SPILL_MB : spillMegabytes;
  }

  /** Ctrl-C: nothing stays, and a JVM that still writes does so to a file that has no name. */
  private static void interrupt(DumpWay way, OutputFile output) {
    way.close();
    output.abandon();
    System.err.println("diag: interrupted; nothing was written");
  }
}
