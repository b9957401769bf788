package io.diag.agent.eventloop.episode;

/** What can be asked of threads. The watch's thread; a look stops the thread for a moment. */
interface ThreadGauge {
  /** What is not known. */
  long UNKNOWN = -1;

  /** What a thread does, without stopping it. */
  Thread.State state(Thread thread);

  /** CPU time of a thread since it began, in nanoseconds, or {@link #UNKNOWN}. */
  long cpuNanos(Thread thread);

  /** How long it was ready and no CPU was free for it, in nanoseconds, or {@link #UNKNOWN}. */
  long runQueueNanos(Thread thread);

  /** The same of the calling thread. */
  long ownRunQueueNanos();

  /** For how long the JVM has stopped its threads since it began, or {@link #UNKNOWN}. */
  long stoppedNanos();

  /** State and stack of a thread, or null when it has ended. */
  ThreadLook look(long threadId);
}
