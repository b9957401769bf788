package io.diag.bootstrap;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which selectors are event loops, and their counters. A table of fixed size: each selector has two
 * rows of eight places in which it may stand, by its identity hash. Nothing is allocated and no
 * thread waits for another.
 *
 * <p>A loop is a selector, or the descriptor or ring that a native transport waits on, whichever
 * thread waits: some servers hand it from thread to thread. It becomes one when it was waited on
 * {@link #WARM_UP_SELECTS} times. A wait on another selector within a tick, as of a blocking client
 * in a handler, ends no tick and makes no loop: of two selectors of a thread the one that was there
 * first is its home.
 */
public final class LoopTable {
  public static final int WARM_UP_SELECTS = 8;

  /** How many selectors have a place. */
  public static final int PLACES = 256;

  /** Who was in one tick for so long may have been left for another selector. */
  public static final long LEFT_NANOS = 60_000_000_000L;

  static final int NOT_COUNTED = -1;

  private static final int WAYS = 8;
  private static final int ROW_BITS = 5;
  private static final int ROWS = 1 << ROW_BITS;

  /** Each so many selects a loop is asked again whether it is not within another one. */
  private static final long ASK_AGAIN_MASK = 63;

  private final AtomicReferenceArray<Object> selectors = new AtomicReferenceArray<>(PLACES);
  private final LoopCounters[] counters = new LoopCounters[PLACES];
  private final AtomicLong ids;
  private final AtomicLong missed = new AtomicLong();
  private final int arming;

  /**
   * @param ids gives each selector its number
   * @param arming tells this table from the ones before
   */
  LoopTable(AtomicLong ids, int arming) {
    this.ids = ids;
    this.arming = arming;
    for (int i = 0; i < PLACES; i++) {
      counters[i] = new LoopCounters();
    }
  }

  /** The selector at a place, or what stands for one, or null. Any thread. */
  public Object selector(int place) {
    return selectors.get(place);
  }

  public LoopCounters counters(int place) {
    return counters[place];
  }

  /** Waits that were not counted since there was no place for their selector. Any thread. */
  public long missed() {
    return missed.get();
  }

  int arming() {
    return arming;
  }

  /** Frees the place of a selector that is no longer used. The agent's thread. */
  public void release(int place, Object selector) {
    selectors.compareAndSet(place, selector, null);
  }

  /**
   * A thread is about to wait for a selector, or to look at it.
   *
   * @param blocking whether it may wait
   * @return what {@link #leave} needs, or {@link #NOT_COUNTED}
   */
  int enter(Object selector, Thread thread, boolean blocking, long now) {
    int place = placeOf(selector);
    if (place < 0) {
      place = blocking ? register(selector, thread, now) : NOT_COUNTED;
      if (place < 0) {
        return NOT_COUNTED;
      }
    }
    LoopCounters loop = counters[place];
    long state = loop.word(LoopCounters.STATE);
    if (state == LoopCounters.WAITING) {
      return NOT_COUNTED; // another thread waits there; this one will stand at its lock
    }
    if (loop.owner() != thread) {
      loop.setOwner(thread);
    }
    if (state == LoopCounters.WARMING) {
      return blocking && !isWithinTick(loop, thread, now, true) ? place : NOT_COUNTED;
    }
    long selects = loop.enterWait(blocking, now);
    if ((selects & ASK_AGAIN_MASK) == 0 && isWithinTick(loop, thread, now, false)) {
      return NOT_COUNTED;
    }
    return place;
  }

  /** The thread is back from {@link #enter}. */
  void leave(int place, Object selector, Thread thread, long now) {
    if (selectors.get(place) != selector) {
      return; // closed meanwhile, and somebody else has the place
    }
    LoopCounters loop = counters[place];
    if (loop.isLoop()) {
      loop.leaveWait(now);
    } else if (loop.warm(now) >= WARM_UP_SELECTS) {
      if (isBesideOlder(loop, thread)) {
        loop.coolDown(now);
      } else {
        loop.becomeLoop(now);
      }
    }
  }

  /** Whether the thread is within a tick of an older loop of its own; then this is none. */
  private boolean isWithinTick(LoopCounters inner, Thread thread, long now, boolean count) {
    for (int i = 0; i < PLACES; i++) {
      Object selector = selectors.get(i);
      LoopCounters other = counters[i];
      if (selector != null
          && other.owner() == thread
          && other.word(LoopCounters.STATE) == LoopCounters.BUSY
          && other.word(LoopCounters.ID) < inner.word(LoopCounters.ID)
          && now - other.word(LoopCounters.SINCE) < LEFT_NANOS
          && isOpen(selector)) {
        if (count) {
          other.countNested();
        }
        inner.coolDown(now);
        return true;
      }
    }
    return false;
  }

  /** Whether an older selector, not known as a loop yet, was used by the thread in between. */
  private boolean isBesideOlder(LoopCounters inner, Thread thread) {
    for (int i = 0; i < PLACES; i++) {
      LoopCounters other = counters[i];
      if (selectors.get(i) != null
          && other.owner() == thread
          && other.word(LoopCounters.STATE) == LoopCounters.WARMING
          && other.word(LoopCounters.ID) < inner.word(LoopCounters.ID)
          && other.word(LoopCounters.SINCE) - inner.warmSince() > 0) {
        return true;
      }
    }
    return false;
  }

  private int placeOf(Object selector) {
    int hash = System.identityHashCode(selector);
    int place = placeIn(first(hash), selector);
    return place >= 0 ? place : placeIn(second(hash), selector);
  }

  private int register(Object selector, Thread thread, long now) {
    int hash = System.identityHashCode(selector);
    int place = take(first(hash), selector);
    if (place < 0) {
      place = take(second(hash), selector);
    }
    if (place < 0) {
      missed.incrementAndGet();
      return NOT_COUNTED;
    }
    counters[place].begin(ids.incrementAndGet(), thread, now);
    return place;
  }

  private int placeIn(int row, Object selector) {
    for (int i = row; i < row + WAYS; i++) {
      if (selectors.get(i) == selector) {
        return i;
      }
    }
    return NOT_COUNTED;
  }

  private int take(int row, Object selector) {
    for (int i = row; i < row + WAYS; i++) {
      Object there = selectors.get(i);
      boolean free = there == null || !isOpen(there);
      if (free && selectors.compareAndSet(i, there, selector)) {
        return i;
      }
    }
    return NOT_COUNTED;
  }

  /** Whether it may still be waited on; of what is no selector of the JDK that is not known. */
  public static boolean isOpen(Object selector) {
    return !(selector instanceof Selector) || ((Selector) selector).isOpen();
  }

  private static int first(int hash) {
    return (hash & (ROWS - 1)) * WAYS;
  }

  private static int second(int hash) {
    return ((hash >>> ROW_BITS) & (ROWS - 1)) * WAYS;
  }
}
