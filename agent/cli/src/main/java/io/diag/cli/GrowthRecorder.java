package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.code.GrowingMemory;
import io.diag.wire.Holders;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Has the JVM record for some seconds whose code takes what was found to grow: once for each kind
 * of it, one after the other; what was refused is asked for again. Thread-safe.
 */
final class GrowthRecorder implements Closeable {
  static final int SECONDS = 20;

  /** Somebody else may record there just now. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MOST_TRIES = 3;

  private final AgentCall agent;
  private final Patient patient;
  private final Map<GrowingMemory, Integer> tries = new EnumMap<>(GrowingMemory.class);
  private GrowingMemory what;
  private RemoteRecording recording;
  private long endNanos;
  private long notBeforeNanos = System.nanoTime();
  private boolean closed;

  GrowthRecorder(AgentCall agent, Patient patient) {
    this.agent = agent;
    this.patient = patient;
  }

  /**
   * Begins and ends recordings as it is time. Blocks for some seconds at most.
   *
   * @param more whether another one may begin
   * @return whether one goes on
   */
  synchronized boolean step(boolean more) {
    if (recording != null && System.nanoTime() - endNanos >= 0) {
      end();
    }
    boolean due = more && !closed && System.nanoTime() - notBeforeNanos >= 0;
    if (recording == null && due) {
      begin();
    }
    return recording != null;
  }

  /** Ends what goes on, and reads nothing of it. */
  @Override
  public synchronized void close() {
    closed = true;
    if (recording != null) {
      try {
        recording.stop();
      } catch (CliException goneAlready) {
        // the agent ends it by its deadline
      }
      recording.close();
      recording = null;
    }
  }

  private void begin() {
    for (Finding finding : patient.findings()) {
      GrowingMemory grows = GrowingMemory.ofRule(finding.rule());
      boolean possible = finding.claim().confidence() == Confidence.POSSIBLE;
      if (grows != null && !possible && tries.getOrDefault(grows, 0) < MOST_TRIES) {
        begin(grows);
        return;
      }
    }
  }

  private void begin(GrowingMemory grows) {
    RemoteRecording begun = new RemoteRecording(agent);
    try {
      begun.start(RecordedEvent.of(grows.event()), SECONDS);
      recording = begun;
      what = grows;
      endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      tries.put(grows, MOST_TRIES);
    } catch (CliException refused) {
      tries.merge(grows, 1, Integer::sum);
      notBeforeNanos = System.nanoTime() + AGAIN_NANOS;
      patient.unrecorded(grows, refused.getMessage());
    }
  }

  /** Null where nothing is told that can be read. */
  private static MemoryHolders holders(String told) {
    if (told == null) {
      return null;
    }
    try {
      Holders holders = Holders.parse(told);
      Map<String, List<Long>> amounts = new LinkedHashMap<>();
      for (Holders.Row row : holders.rows()) {
        amounts.put(row.name(), row.amounts());
      }
      return new MemoryHolders(holders.units(), amounts);
    } catch (IOException ofAnotherVersion) {
      return null;
    }
  }

  private void end() {
    try {
      Map<String, String> outcome = recording.stop();
      String interval = outcome.get("interval");
      RecordedEvent event = RecordedEvent.of(what.event());
      EventWeights weights =
          new EventWeights(event, interval == null ? event.interval() : Long.parseLong(interval));
      GrowthOrigin read = HeaviestConverter.read(recording.read(), weights, what);
      MemoryHolders told = holders(outcome.get("holders"));
      GrowthOrigin origin = told == null ? read : new GrowthOrigin(read.stack(), told);
      if (origin.stack() == null && origin.holders() == null) {
        String cut = outcome.get("short");
        patient.unrecorded(what, cut == null ? "no method stands out" : cut);
      } else {
        patient.recorded(what, origin, System.currentTimeMillis());
      }
    } catch (CliException | IOException unreadable) {
      patient.unrecorded(what, unreadable.getMessage());
    }
    recording.close();
    recording = null;
  }
}
