package io.diag.collector.store;

import io.diag.wire.Goodbye;
import io.diag.wire.Hello;

/**
 * What is known of one JVM.
 *
 * @param lastSeenAtMillis when the collector last heard of it, by the collector's clock
 * @param clockOffsetMillis the JVM's clock less the collector's at the last hello; null when the
 *     hello did not say
 * @param lastSequence the highest sequence of any item heard, 0 when there was none
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

  /**
   * After an item. One that is newer than the goodbye means that the JVM is back; one sent again
   * from before it does not.
   */
  public Jvm heard(long sequence, Latest readings, long nowMillis) {
    boolean back = goodbye != null && sequence > goodbyeSequence;
    return new Jvm(
        id,
        hello,
        firstSeenAtMillis,
        Math.max(lastSeenAtMillis, nowMillis),
        clockOffsetMillis,
        readings,
        Math.max(lastSequence, sequence),
        back ? null : goodbye,
        back ? 0 : goodbyeSequence);
  }

  /** After a goodbye; one that arrives after a newer item changes nothing. */
  public Jvm gone(long sequence, Goodbye.Reason reason, long nowMillis) {
    boolean stale = sequence < lastSequence;
    return new Jvm(
        id,
        hello,
        firstSeenAtMillis,
        Math.max(lastSeenAtMillis, nowMillis),
        clockOffsetMillis,
        latest,
        Math.max(lastSequence, sequence),
        stale ? goodbye : reason,
        stale ? goodbyeSequence : sequence);
  }
}
