package io.diag.diagnosis;

import java.util.List;

/** Threads, what they wait for and who holds it. */
public final class ThreadsEvidence extends Evidence {
  private final List<WaitingThread> threads;

  public ThreadsEvidence(String label, List<WaitingThread> threads) {
    super(label);
    this.threads = Lists.copy(threads);
  }

  public List<WaitingThread> threads() {
    return threads;
  }
}
