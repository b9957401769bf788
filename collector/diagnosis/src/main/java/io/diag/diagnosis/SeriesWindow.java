package io.diag.diagnosis;

import io.diag.diagnosis.growth.MemoryHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The latest samples of one JVM, as many as rules look back, in the order in which they came, and
 * its memory over hours. Not for several threads.
 *
 * <p>Times are the samples' own. One that is much earlier than the last means that the JVM's clock
 * was set back; what was kept is then forgotten, since times before and after cannot be compared.
 */
public final class SeriesWindow {
  /** No rule looks back further, but at memory. */
  static final long LENGTH_MILLIS = 5 * 60_000;

  /** Between samples further apart than this nothing is known. */
  static final long LONGEST_GAP_MILLIS = 60_000;

  /** How much faster than time itself samples may come: more means that old ones are caught up. */
  private static final long CATCHING_UP_MILLIS = 30_000;

  private static final int MAX_SERIES_OF_A_NAME = 64;
  private static final int MAX_SAMPLES = 2_000;

  private final Set<String> names;
  private final Map<String, Map<Map<String, String>, Readings>> series = new HashMap<>();

  /** When each sample was read, with its arrival as value. */
  private final Readings samples = new Readings(Collections.<String, String>emptyMap());

  private MemoryHistory memory = new MemoryHistory();
  private long dropped;

  /**
   * @param names the series to keep; others are passed over
   */
  public SeriesWindow(Collection<String> names) {
    this.names = new HashSet<>(names);
  }

  /**
   * Begins a sample; its values follow.
   *
   * @param timeMillis its own time
   * @param arrivedMillis when it came, by the clock of whoever judges
   */
  public void sample(long timeMillis, long arrivedMillis) {
    if (timeMillis < newestMillis() - LONGEST_GAP_MILLIS) {
      series.values().forEach(Map::clear);
      samples.forgetBefore(Long.MAX_VALUE);
      memory.forget();
    }
    // What comes a little out of order, as from two threads, counts as read just now.
    long time = samples.size() == 0 ? timeMillis : Math.max(timeMillis, newestMillis() + 1);
    samples.add(time, (double) arrivedMillis, 1);
    memory.sample(time);
    long oldest = Math.max(time - LENGTH_MILLIS, tooMany());
    samples.forgetBefore(oldest);
    for (Map<Map<String, String>, Readings> ofName : series.values()) {
      ofName.values().forEach(readings -> readings.forgetBefore(oldest));
    }
  }

  /** Adds a value to the sample begun last. */
  public void value(String name, Map<String, String> labels, double value) {
    add(name, labels, value, 1);
    memory.value(name, labels, value);
  }

  /** Adds what happened since the sample before to the sample begun last. */
  public void histogram(String name, Map<String, String> labels, long count, double sum) {
    add(name, labels, sum, count);
  }

  /** The series of a name; those that have had no reading lately are empty. */
  public List<Readings> of(String name) {
    Map<Map<String, String>, Readings> ofName = series.get(name);
    return ofName == null ? Collections.<Readings>emptyList() : new ArrayList<>(ofName.values());
  }

  /** The own time of the last sample, or 0 when there is none. */
  public long newestMillis() {
    return samples.size() == 0 ? 0 : samples.timeMillis(samples.size() - 1);
  }

  /** What the memory was made of, over hours. */
  public MemoryHistory memory() {
    return memory;
  }

  /**
   * Puts a longer history of the memory in place of what came in since it began.
   *
   * @param longer up to the newest sample, which it holds as well
   */
  public void remember(MemoryHistory longer) {
    memory = longer;
  }

  /** The samples themselves: the own times, without values. */
  public Readings samples() {
    return samples;
  }

  /**
   * For how much of the last so many milliseconds of own time something is known. The time before a
   * sample is known when the sample before it is near enough.
   */
  public long knownMillis(long spanMillis) {
    long from = newestMillis() - spanMillis;
    long known = 0;
    for (int i = 1; i < samples.size(); i++) {
      long begin = samples.timeMillis(i - 1);
      long finish = samples.timeMillis(i);
      if (begin >= from && finish - begin <= LONGEST_GAP_MILLIS) {
        known += finish - begin;
      }
    }
    return known;
  }

  /**
   * Whether what came last tells of a past that was sent late: then it says nothing about now. Also
   * true for a while after the JVM's clock was set forward.
   */
  public boolean catchingUp() {
    int last = samples.size() - 1;
    for (int i = last - 1; i >= 0; i--) {
      double arrivals = samples.value(last) - samples.value(i);
      if (arrivals > CATCHING_UP_MILLIS) {
        return false;
      }
      if (samples.timeMillis(last) - samples.timeMillis(i) - arrivals > CATCHING_UP_MILLIS) {
        return true;
      }
    }
    return false;
  }

  /** Series that were one too many of a name. */
  public long dropped() {
    return dropped;
  }

  private void add(String name, Map<String, String> labels, double value, long count) {
    if (!names.contains(name)) {
      return;
    }
    Map<Map<String, String>, Readings> ofName =
        series.computeIfAbsent(name, absent -> new LinkedHashMap<>());
    Readings readings = ofName.get(labels);
    if (readings == null) {
      ofName.values().removeIf(old -> ofName.size() >= MAX_SERIES_OF_A_NAME && old.size() == 0);
      if (ofName.size() >= MAX_SERIES_OF_A_NAME) {
        dropped++;
        return;
      }
      readings = new Readings(labels);
      ofName.put(labels, readings);
    }
    if (!readings.endsAt(newestMillis())) {
      readings.add(newestMillis(), value, count);
    }
  }

  /** The time before which samples have to go because there are too many. */
  private long tooMany() {
    int excess = samples.size() - MAX_SAMPLES;
    return excess > 0 ? samples.timeMillis(excess) : Long.MIN_VALUE;
  }
}
