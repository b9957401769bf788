package io.diag.cli;

import io.diag.agent.os.RandomBytes;
import io.diag.agent.record.Copies;
import io.diag.diagnosis.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Watches a JVM for some minutes and says what is wrong with it, by the rules of the collector and
 * without one. An agent that was not there before is gone afterwards.
 */
@Command(
    name = "doctor",
    description = "Watch a running JVM for some minutes and say what is wrong; needs no collector",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  /** At least one finding is open. */
  static final int FOUND = 3;

  private static final long CHECK_MILLIS = 200;

  /** An agent over its budget reads every 20 s. */
  private static final long SILENCE_NANOS = 60_000_000_000L;

  /** The agent reads every five seconds: this much later the last reading has come. */
  private static final int LAST_READING_SECONDS = 6;

  /** So much longer it may take to record whose code takes what was found late. */
  private static final int RECORDING_SECONDS = 60;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process id")
  private long pid;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "How long, 1 to "
              + Copies.MAX_MINUTES
              + "; slow growth takes longer (default: ${DEFAULT-VALUE})")
  private int minutes = 2;

  @Option(names = "--json", description = "Print the findings as the collector's API has them")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CliException {
    if (minutes < 1 || minutes > Copies.MAX_MINUTES) {
      throw new MisuseException("--minutes is 1 to " + Copies.MAX_MINUTES);
    }
    AgentCall agent = new AgentCall(terminal.jar(), pid);
    agent.target().check();
    Patient patient = new Patient();
    try (Visit visit = new Visit(agent, RandomBytes.hex(8));
        GrowthRecorder recorder = new GrowthRecorder(agent, patient)) {
      OnInterrupt interrupted = OnInterrupt.run(() -> end(recorder, visit));
      try {
        return examine(visit, patient, recorder);
      } finally {
        interrupted.letGo();
      }
    }
  }

  /** The recording first: the agent it runs in may end with the visit. */
  private static void end(GrowthRecorder recorder, Visit visit) {
    recorder.close();
    visit.close();
  }

  private int examine(Visit visit, Patient patient, GrowthRecorder recorder) throws CliException {
    Progress progress = Progress.ofSystem();
    progress.say("attaching to " + pid);
    long seconds = TimeUnit.MINUTES.toSeconds(minutes) + LAST_READING_SECONDS;
    Map<String, String> reply = visit.begin(seconds + RECORDING_SECONDS);
    patient.name(reply.get("service") + " (pid " + pid + ")");
    try {
      watch(visit, patient, recorder, seconds, progress);
    } finally {
      progress.clear();
    }
    return report(patient, reply.get("id"));
  }

  private void watch(
      Visit visit, Patient patient, GrowthRecorder recorder, long seconds, Progress progress)
      throws CliException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long heard = System.nanoTime();
    boolean recording = false;
    while (System.nanoTime() - end < 0 || recording) {
      long before = patient.readings();
      read(visit, patient);
      long spent = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - end);
      recording = recorder.step(spent < RECORDING_SECONDS - GrowthRecorder.SECONDS);
      if (patient.readings() > before) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > SILENCE_NANOS) {
        throw new CliException(
            "the agent in JVM "
                + pid
                + " fell silent after "
                + patient.readings()
                + " readings, so there is no verdict; see java -jar diag.jar status "
                + pid);
      }
      if (!visit.isAlive()) {
        throw new CliException(
            "JVM "
                + pid
                + " ended after "
                + patient.readings()
                + " readings; nothing more is known");
      }
      String what = recording ? "recording" : "watching";
      String left = spent < 0 ? ", " + -spent + " s left" : ", whose code it is takes some more";
      progress.say(what + " " + pid + ": " + patient.progress() + left);
      pause();
    }
  }

  private int report(Patient patient, String id) throws CliException {
    if (patient.readings() == 0) {
      throw new CliException(
          "the agent in JVM " + pid + " sent no readings; see java -jar diag.jar status " + pid);
    }
    List<Finding> findings = patient.findings();
    if (json) {
      terminal.println(FindingsJson.of(id, findings));
    } else {
      DoctorReport.of(patient, minutes).forEach(terminal::println);
    }
    return findings.isEmpty() ? 0 : FOUND;
  }

  private static void read(Visit visit, Patient patient) throws CliException {
    try {
      for (String line : visit.lines()) {
        patient.take(line, System.currentTimeMillis());
      }
    } catch (IOException unreadable) {
      throw new CliException(
          "what the agent reads cannot be followed: " + unreadable.getMessage(), unreadable);
    }
  }

  private static void pause() throws CliException {
    try {
      Thread.sleep(CHECK_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", interrupted);
    }
  }
}
