package io.diag.agent.workers;

/** One pool as it was at one moment. The sampler's thread. */
final class WorkerPool {
  private final Object executor;
  private final String name;
  private final PoolKind kind;
  private final String framework;
  private int threads;
  private int busy;
  private Integer most;
  private Integer queued;

  /**
   * @param name of its threads, mostly
   * @param framework whose it is, or null
   */
  WorkerPool(Object executor, String name, PoolKind kind, String framework) {
    this.executor = executor;
    this.name = name;
    this.kind = kind;
    this.framework = framework;
  }

  /** One more of its threads. */
  void add(boolean works) {
    threads++;
    busy += works ? 1 : 0;
  }

  void setBusy(int count) {
    busy = count;
  }

  /**
   * @param count null if there is no bound
   */
  void setMost(Integer count) {
    most = count;
  }

  /**
   * @param count null if it cannot be told without a lock
   */
  void setQueued(Integer count) {
    queued = count;
  }

  Object executor() {
    return executor;
  }

  String name() {
    return name;
  }

  PoolKind kind() {
    return kind;
  }

  /** Or null. */
  String framework() {
    return framework;
  }

  int threads() {
    return threads;
  }

  int busy() {
    return busy;
  }

  Integer most() {
    return most;
  }

  Integer queued() {
    return queued;
  }
}
