package io.diag.cli;

/** Something to be done when the process is ended by a signal, such as Ctrl-C. */
final class OnInterrupt {
  private final Thread hook;

  private OnInterrupt(Thread hook) {
    this.hook = hook;
  }

  /**
   * @param cleanUp done on a thread of its own, while others may still run
   */
  static OnInterrupt run(Runnable cleanUp) {
    Thread hook = new Thread(cleanUp, "diag-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    return new OnInterrupt(hook);
  }

  /**
   * It is not to be done any more.
   *
   * @return false while the process is being ended: then it is done already, or will be
   */
  boolean letGo() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return false;
    }
  }
}
