package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Deadlock;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.Verdict;
import io.diag.diagnosis.WaitingThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Threads that wait for each other in a circle, as the JVM itself says. */
public final class DeadlockRule implements Rule {
  private static final Persistence PERSISTENCE = new Persistence(0, 0, 10 * 60_000);

  /** More would not make the sentence clearer; all of them are in the evidence. */
  private static final int NAMED = 4;

  @Override
  public String name() {
    return "deadlock";
  }

  @Override
  public Set<String> series() {
    return Collections.emptySet();
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Deadlock deadlock : situation.deadlocks()) {
      verdicts.add(
          deadlock.isGone()
              ? Verdict.absent(deadlock.id())
              : Verdict.presentSince(deadlock.sinceMillis(), deadlock.id(), claim(deadlock)));
    }
    return verdicts;
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("opens", Words.duration(PERSISTENCE.opensAfterMillis()));
    thresholds.put("closes", Words.duration(PERSISTENCE.closesAfterMillis()));
    thresholds.put("reopens within", Words.duration(PERSISTENCE.reopensWithinMillis()));
    return thresholds;
  }

  private static Claim claim(Deadlock deadlock) {
    List<WaitingThread> threads = deadlock.threads();
    return new Claim(
        Severity.CRITICAL,
        Confidence.CERTAIN,
        summary(threads),
        Collections.singletonList(
            new ThreadsEvidence("Each waits for a lock that the next one holds", threads)),
        Arrays.asList(
            Action.of(
                "Restart the JVM: threads in a circle of synchronized blocks never go on;"
                    + " those in lockInterruptibly or tryLock with a time go on when interrupted."),
            Action.of(
                "Take the locks named here in one order everywhere, or hold one of them for less;"
                    + " the frame on top of each stack is where it waits.")));
  }

  private static String summary(List<WaitingThread> threads) {
    StringBuilder text = new StringBuilder();
    text.append(threads.size()).append(" threads wait for each other for ever: ");
    for (int i = 0; i < Math.min(NAMED, threads.size()); i++) {
      WaitingThread thread = threads.get(i);
      text.append(i == 0 ? "" : "; ")
          .append('\'')
          .append(thread.name())
          .append("' waits for ")
          .append(thread.waitsFor())
          .append(" held by '")
          .append(thread.heldBy())
          .append('\'');
    }
    if (threads.size() > NAMED) {
      text.append("; and so on");
    }
    return text.append('.').toString();
  }
}
