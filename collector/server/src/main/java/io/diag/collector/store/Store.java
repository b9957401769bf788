package io.diag.collector.store;

import io.diag.wire.Event;
import io.diag.wire.Goodbye;
import io.diag.wire.Hello;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The only door to what is kept about JVMs: who they are, their series and their stacks. Any
 * thread. Methods that add block until what they added would survive a loss of power, and throw
 * {@link StoreException} when it was not added. Adding an item again changes nothing.
 */
public interface Store extends AutoCloseable {
  /**
   * @param leftBehind whether another process says it of a JVM that is gone; it then only tells who
   *     that was, if nobody knows
   * @throws LimitException if there are too many JVMs
   */
  void addHello(String jvmId, Hello hello, boolean leftBehind);

  /**
   * @param points values that were read at the item's time
   * @param histograms what was counted up to then since the sample before
   * @return whether it had been added before
   * @throws LimitException if the JVM has too many series that day
   */
  boolean addSeries(ItemKey key, List<Point> points, List<HistogramPoint> histograms);

  /**
   * @param points series made of the profile, kept as those of {@link #addSeries}; left out where
   *     the JVM has too many series that day
   * @return whether it had been added before
   */
  boolean addProfile(
      ItemKey key, ProfileCoverage coverage, ProfileChunk profile, List<DatedPoint> points);

  /**
   * @return whether it had been added before
   * @throws LimitException if the JVM has too many events that day
   */
  boolean addEvent(ItemKey key, Event event);

  /**
   * @return whether it had been added before
   */
  boolean addGoodbye(ItemKey key, Goodbye goodbye);

  /**
   * Forgets a JVM with its findings. Its readings go with the others of their days; should it
   * report again, it is there again, and so are they.
   *
   * @return whether it was known
   */
  boolean forget(String jvmId);

  CommandStore commands();

  FindingStore findings();

  Optional<Jvm> jvm(String jvmId);

  /** All JVMs in no particular order. */
  List<Jvm> jvms();

  /**
   * Reads in the order of time; blocks while it reads.
   *
   * @param names which series; all when empty
   * @param from epoch milliseconds, inclusive
   * @param to exclusive
   */
  void readSeries(String jvmId, Set<String> names, long from, long to, SeriesSink sink);

  /**
   * Reads all windows that overlap the range; blocks while it reads. Of live objects, which are a
   * state and no flow, only the last that were found in the range.
   */
  void readProfile(ProfileSelection selection, ProfileSink sink);

  /**
   * When and how a JVM was sampled, without the samples: the items that overlap a range, in the
   * order of time. Blocks while it reads.
   *
   * @param from epoch milliseconds, inclusive
   * @param to exclusive
   */
  List<ProfileCoverage> profileSpans(String jvmId, long from, long to);

  /**
   * Reads the events of all JVMs; those of one JVM in the order in which they came, within a day.
   * Blocks while it reads.
   *
   * @param from epoch milliseconds, inclusive
   * @param to exclusive
   */
  void readEvents(long from, long to, EventSink sink);

  /**
   * Reads the events of one JVM in the order in which they came, within a day. Blocks while it
   * reads.
   *
   * @param from epoch milliseconds, inclusive
   * @param to exclusive
   */
  void readEvents(String jvmId, long from, long to, EventSink sink);

  /** Writes what is pending and lets go of all files. */
  @Override
  void close();
}
