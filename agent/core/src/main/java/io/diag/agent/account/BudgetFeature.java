package io.diag.agent.account;

import io.diag.agent.os.ProcessCpu;
import io.diag.agent.session.Budget;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.IOException;
import java.util.function.LongSupplier;

/** Tells the {@link Budget} what was used, and what came of it as its own state. */
public final class BudgetFeature implements Feature {
  private final Budget budget;
  private final OwnCpu own;
  private final ProcessCpu process;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public BudgetFeature(Budget budget, OwnCpu own, ProcessCpu process, LongSupplier nanoTime) {
    this.budget = budget;
    this.own = own;
    this.process = process;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "budget";
  }

  @Override
  public FeatureState start() {
    try {
      own.nanos();
      return state();
    } catch (IOException unknown) {
      return FeatureState.off(name(), unknown.getMessage());
    }
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    budget.add(nanoTime.getAsLong(), own.nanos(), processNanos());
    return state();
  }

  @Override
  public void stop() {}

  private FeatureState state() {
    String change = budget.change();
    return change == null ? FeatureState.on(name()) : FeatureState.on(name(), change);
  }

  private long processNanos() {
    try {
      return process.nanos();
    } catch (IOException noProc) {
      return -1;
    }
  }
}
