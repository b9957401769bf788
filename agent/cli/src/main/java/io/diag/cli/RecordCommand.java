package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
import io.diag.agent.record.Recorder;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a JVM for some seconds and writes a file, without a collector. */
@Command(
    name = "record",
    description =
        "Record a running JVM for some seconds and write a flame graph; needs no collector",
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  private static final long CHECK_MILLIS = 200;

  private static final Map<String, String> ENDED =
      Collections.singletonMap("short", "the JVM ended");

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long, 1 to " + Recorder.MAX_SECONDS + " (default: ${DEFAULT-VALUE})")
  private int seconds = 30;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      description =
          "cpu, wall, alloc, lock, live, nativemem, threadstart, classload or filemap"
              + " (default: ${DEFAULT-VALUE})")
  private String event = "cpu";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to; the ending decides: .html (flame graph), .jfr or .collapsed"
              + " (default: EVENT-PID-TIME.html)")
  private File out;

  @Option(names = "--force", description = "Replace the file if it is there")
  private boolean force;

  RecordCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    RecordedEvent recorded = RecordedEvent.of(event);
    if (recorded == null) {
      throw new MisuseException(
          "'"
              + event
              + "' cannot be recorded; use cpu, wall, alloc, lock, live, nativemem, threadstart,"
              + " classload or filemap");
    }
    if (seconds < 1 || seconds > Recorder.MAX_SECONDS) {
      throw new MisuseException("--seconds is 1 to " + Recorder.MAX_SECONDS);
    }
    if (out == null) {
      out = OutputFile.named(event, pid, ".html");
    }
    RecordFormat format = RecordFormat.of(out.getName());
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    agent.target().check();
    OutputFile output = OutputFile.begin(out, force);
    RemoteRecording recording = new RemoteRecording(agent);
    OnInterrupt interrupted = OnInterrupt.run(() -> interrupt(recording, output));
    try {
      record(recording, recorded, format, output);
      return 0;
    } finally {
      if (interrupted.letGo()) {
        output.abandon();
        recording.close();
      }
    }
  }

  private void record(
      RemoteRecording recording, RecordedEvent recorded, RecordFormat format, OutputFile output)
      throws CliException {
    Progress progress = Progress.ofSystem();
    progress.say("attaching to " + pid);
    recording.start(recorded, seconds);
    boolean alive = await(recording, progress);
    progress.say("reading the recording");
    Map<String, String> outcome = alive ? stop(recording) : ENDED;
    String trouble = outcome.get("short");
    RecordingFile file;
    try {
      file = RecordingFile.of(recording.read(), weights(recorded, outcome), pid);
      output.finish(file.as(format));
    } catch (IOException unreadable) {
      throw new CliException(
          "the recording of JVM "
              + pid
              + " cannot be used ("
              + (trouble == null ? unreadable.getMessage() : trouble)
              + "); nothing was written",
          unreadable);
    } finally {
      progress.clear();
    }
    if (outcome.containsKey("note")) {
      System.err.println("diag: " + outcome.get("note"));
    }
    if (trouble != null) {
      terminal.println("ended early: " + trouble);
    }
    String skipped = outcome.get("skipped");
    terminal.println(
        output.file()
            + ": "
            + file.summary()
            + (skipped == null ? "" : "; " + skipped + " more were left out to spare the JVM"));
  }

  /** Returns false if the JVM ended before. */
  private boolean await(RemoteRecording recording, Progress progress) throws CliException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = seconds; left > 0; left = end - System.nanoTime()) {
      if (!recording.isAlive()) {
        return false;
      }
      long elapsed = seconds - TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime());
      progress.say("recording " + event + " of " + pid + ": " + elapsed + " of " + seconds + " s");
      try {
        Thread.sleep(CHECK_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CliException("interrupted", interrupted);
      }
    }
    return true;
  }

  /** A JVM that ended meanwhile has written its last; one that still lives must have stopped. */
  private static Map<String, String> stop(RemoteRecording recording) throws CliException {
    try {
      return recording.stop();
    } catch (CliException noAnswer) {
      if (recording.isAlive()) {
        throw noAnswer;
      }
      return ENDED;
    }
  }

  /** An agent that was on before samples as densely as its budget allows, and says so. */
  private static EventWeights weights(RecordedEvent recorded, Map<String, String> outcome) {
    String interval = outcome.get("interval");
    return new EventWeights(
        recorded, interval == null ? recorded.interval() : Long.parseLong(interval));
  }

  /** Ctrl-C: nothing runs on in the JVM, and no half of a file stays. */
  private static void interrupt(RemoteRecording recording, OutputFile output) {
    output.abandon();
    try {
      recording.stop();
      System.err.println("diag: interrupted; the recording is stopped and nothing was written");
    } catch (CliException alreadyOver) {
      System.err.println("diag: interrupted: " + alreadyOver.getMessage());
    }
    recording.close();
  }
}
