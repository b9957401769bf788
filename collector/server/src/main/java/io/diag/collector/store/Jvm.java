package io.diag.collector.store;

import io.diag.wire.Goodbye;
import io.diag.wire.Hello;

/**
 * What is known of one JVM.
 *
 * @param lastSeenAtMillis when the collector last heard it, or when it wrote the last that came by
 *     another process, by the collector's clock
 * @param clockOffsetMillis the JVM's clock less the collector's at the last hello; null when the
 *     hello did not say
 * @param lastSequence the highest sequence of any item it sent itself, 0 when there was none
 * @param goodbye why it went, or null while it is there
 * @param goodbyeSequence the goodbye's own, 0 when there is none
 */
public record Jvm(
    String id,
    Hello hello,
    long firstSeenAtMillis,
    long lastSeenAtMillis,
    Long clockOffsetMillis,
    Latest latest,
    long lastSequence,
    Goodbye.Reason goodbye,
    long goodbyeSequence) {

  /** A JVM's first hello, or a later one: it is there (again). */
  public static Jvm greeted(String id, Hello hello, Jvm known, long nowMillis) {
    Long offset = hello.sentAtMillis() == 0 ? null : (Long) (hello.sentAtMillis() - nowMillis);
    return new Jvm(
        id,
        hello,
        known == null ? nowMillis : known.firstSeenAtMillis,
        nowMillis,
        offset,
        known == null ? Latest.NONE : known.latest,
        known == null ? 0 : known.lastSequence,
        null,
        0);
  }

  /** Of what it left behind, when nobody knows it: it was there when it wrote that. */
  public static Jvm leftBehind(String id, Hello hello, long nowMillis) {
    long there = hello.sentAtMillis() == 0 ? nowMillis : Math.min(nowMillis, hello.sentAtMillis());
    return new Jvm(id, hello, there, there, null, Latest.NONE, 0, null, 0);
  }

  /**
   * After an item. One that is newer than the goodbye means that the JVM is back; one sent again
   * from before it does not.
   */
  public Jvm heard(ItemKey item, Latest readings, long nowMillis) {
    boolean back = goodbye != null && item.sequence() > goodbyeSequence;
    return new Jvm(
        id,
        hello,
        firstSeenAtMillis,
        seenAtMillis(item, nowMillis),
        clockOffsetMillis,
        readings,
        sequenceAfter(item),
        back ? null : goodbye,
        back ? 0 : goodbyeSequence);
  }

  /** After a goodbye; one that arrives after a newer item changes nothing. */
  public Jvm gone(ItemKey item, Goodbye.Reason reason, long nowMillis) {
    boolean stale = item.sequence() < lastSequence;
    return new Jvm(
        id,
        hello,
        firstSeenAtMillis,
        seenAtMillis(item, nowMillis),
        clockOffsetMillis,
        latest,
        sequenceAfter(item),
        stale ? goodbye : reason,
        stale ? goodbyeSequence : item.sequence());
  }

  /**
   * By its arrival if it sent the item itself, whatever its clock says; else by the item's time.
   */
  private long seenAtMillis(ItemKey item, long nowMillis) {
    long offset = clockOffsetMillis == null ? 0 : clockOffsetMillis;
    long there = item.leftBehind() ? Math.min(nowMillis, item.timeMillis() - offset) : nowMillis;
    return Math.max(lastSeenAtMillis, there);
  }

  private long sequenceAfter(ItemKey item) {
    return item.leftBehind() ? lastSequence : Math.max(lastSequence, item.sequence());
  }
}
