package io.diag.bootstrap;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is counted of one selector. Written by the thread that selects, of which there is one at a
 * time, and read by the agent's; neither waits for the other. All counts only grow, so a reader
 * takes differences; it learns from {@link #ID} that the counters now belong to another selector.
 *
 * <p>A version that is odd while somebody writes lets the reader see that what it copied belongs
 * together.
 */
public final class LoopCounters {
  /** Number of the selector, never given twice in a JVM; 0 while nothing was counted. */
  public static final int ID = 0;

  /** One of {@link #WARMING}, {@link #BUSY}, {@link #WAITING}. */
  public static final int STATE = 1;

  /** {@code nanoTime} since when it is in this state; of one that warms, of its last select. */
  public static final int SINCE = 2;

  /** Nanoseconds in all the waits that ended. */
  public static final int WAITED = 3;

  /** Ticks that ended. */
  public static final int TICKS = 4;

  /** Blocking selects in a row by which it warms up, and all of them after that. */
  public static final int SELECTS = 5;

  /** How often another thread than before came to select. */
  public static final int HANDOVERS = 6;

  /** Blocking selects on other selectors within a tick of this one. */
  public static final int NESTED = 7;

  /** {@code nanoTime} at which it became a loop. */
  public static final int LOOP_SINCE = 8;

  /** Nanoseconds in all the ticks that ended. */
  public static final int TICKED = 9;

  /** {@code nanoTime} at which the last long tick began. */
  public static final int LONG_SINCE = 10;

  /** How many nanoseconds that one took; 0 before there was one. */
  public static final int LONG_NANOS = 11;

  public static final int WORDS = 12;

  /** From this length on a tick is long. */
  public static final long LONG_FROM_NANOS = 20_000_000;

  /** Within no tick, where a {@code nanoTime} would stand. */
  public static final long IDLE = Long.MIN_VALUE;

  /** Not known as a loop. */
  public static final long WARMING = 0;

  /** Within a tick. */
  public static final long BUSY = 1;

  /** Within a wait. */
  public static final long WAITING = 2;

  private static final int WARM_SINCE = WORDS;
  private static final int LONGEST = WORDS + 1;
  private static final int VERSION = WORDS + 2;
  private static final int COPY_ATTEMPTS = 16;

  private final AtomicLongArray words = new AtomicLongArray(WORDS + 3);
  private final AtomicIntegerArray buckets = new AtomicIntegerArray(TickScale.BUCKETS);
  private volatile Thread owner;

  LoopCounters() {}

  /** The thread that selected last, or null. Any thread. */
  public Thread owner() {
    return owner;
  }

  /**
   * Copies all counters. The agent's thread; does not wait.
   *
   * @param to {@link #WORDS} long
   * @param counts {@link TickScale#BUCKETS} long
   * @return whether all of it is of one moment; if not, it was written too often meanwhile
   */
  public boolean copy(long[] to, int[] counts) {
    for (int attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
      long version = words.get(VERSION);
      for (int i = 0; i < WORDS; i++) {
        to[i] = words.get(i);
      }
      for (int i = 0; i < TickScale.BUCKETS; i++) {
        counts[i] = buckets.get(i);
      }
      if ((version & 1) == 0 && version == words.get(VERSION)) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #ID}. Any thread. */
  public long id() {
    return words.get(ID);
  }

  /** When the tick began that is not over, by {@code nanoTime}, or {@link #IDLE}. Any thread. */
  public long busySince() {
    long since = words.get(SINCE);
    boolean busy = words.get(STATE) == BUSY;
    return busy && words.get(SINCE) == since ? since : IDLE;
  }

  /**
   * The last long tick that ended. Any thread; does not wait.
   *
   * @param to its beginning by {@code nanoTime}, and its nanoseconds
   * @return whether there was one, and both numbers are of the same
   */
  public boolean lastLong(long[] to) {
    for (int attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
      long version = words.get(VERSION);
      to[0] = words.get(LONG_SINCE);
      to[1] = words.get(LONG_NANOS);
      if ((version & 1) == 0 && version == words.get(VERSION)) {
        return to[1] > 0;
      }
    }
    return false;
  }

  /** The longest tick since the last call. The agent's thread. */
  public long takeLongest() {
    return words.getAndSet(LONGEST, 0);
  }

  long word(int index) {
    return words.get(index);
  }

  boolean isLoop() {
    return words.get(STATE) != WARMING;
  }

  long warmSince() {
    return words.get(WARM_SINCE);
  }

  void begin(long id, Thread thread, long now) {
    long version = open();
    for (int i = 0; i < VERSION; i++) {
      words.lazySet(i, 0);
    }
    for (int i = 0; i < TickScale.BUCKETS; i++) {
      buckets.lazySet(i, 0);
    }
    words.lazySet(SINCE, now);
    words.lazySet(WARM_SINCE, now);
    words.lazySet(ID, id);
    owner = thread;
    close(version);
  }

  /** Begins to warm up again: it turned out to be somebody's inner selector. */
  void coolDown(long now) {
    long version = open();
    words.lazySet(STATE, WARMING);
    words.lazySet(SELECTS, 0);
    words.lazySet(SINCE, now);
    words.lazySet(WARM_SINCE, now);
    close(version);
  }

  void setOwner(Thread thread) {
    owner = thread;
    add(HANDOVERS, 1);
  }

  /** One more select while it warms up; returns how many it were in a row. */
  long warm(long now) {
    words.lazySet(SINCE, now);
    return add(SELECTS, 1);
  }

  void becomeLoop(long now) {
    long version = open();
    words.lazySet(SINCE, now); // before the state: see busySince
    words.lazySet(STATE, BUSY);
    words.lazySet(LOOP_SINCE, now);
    close(version);
  }

  void countNested() {
    add(NESTED, 1);
  }

  /** A tick ends since a wait begins. Returns the number of blocking selects so far. */
  long enterWait(boolean blocking, long now) {
    long since = words.get(SINCE);
    long nanos = now - since;
    long version = open();
    words.lazySet(STATE, WAITING);
    words.lazySet(SINCE, now);
    if (nanos >= LONG_FROM_NANOS) {
      words.lazySet(LONG_SINCE, since);
      words.lazySet(LONG_NANOS, nanos);
    }
    add(TICKS, 1);
    add(TICKED, nanos);
    int bucket = TickScale.bucket(nanos);
    buckets.lazySet(bucket, buckets.get(bucket) + 1);
    if (nanos > words.get(LONGEST)) {
      words.lazySet(LONGEST, nanos);
    }
    long selects = blocking ? add(SELECTS, 1) : words.get(SELECTS);
    close(version);
    return selects;
  }

  /** A wait ended and a tick begins. */
  void leaveWait(long now) {
    long version = open();
    words.lazySet(WAITED, words.get(WAITED) + (now - words.get(SINCE)));
    words.lazySet(SINCE, now); // before the state: see busySince
    words.lazySet(STATE, BUSY);
    close(version);
  }

  private long open() {
    long odd = words.get(VERSION) | 1;
    words.lazySet(VERSION, odd);
    return odd;
  }

  private void close(long odd) {
    words.lazySet(VERSION, odd + 1);
  }

  private long add(int word, long more) {
    long sum = words.get(word) + more;
    words.lazySet(word, sum);
    return sum;
  }
}
