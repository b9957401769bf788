package io.diag.collector.jfr;

import io.diag.collector.store.ProfileEvent;
import java.util.Set;

/** The JFR events that are samples, of async-profiler and of the JDK itself. */
enum SampleKind {
  EXECUTION("jdk.ExecutionSample", ProfileEvent.CPU),
  WALL("profiler.WallClockSample", ProfileEvent.WALL),
  NEW_TLAB("jdk.ObjectAllocationInNewTLAB", ProfileEvent.ALLOC),
  OUTSIDE_TLAB("jdk.ObjectAllocationOutsideTLAB", ProfileEvent.ALLOC),
  ALLOCATION("jdk.ObjectAllocationSample", ProfileEvent.ALLOC),
  LIVE("profiler.LiveObject", ProfileEvent.LIVE),
  MONITOR("jdk.JavaMonitorEnter", ProfileEvent.LOCK),
  PARK("jdk.ThreadPark", ProfileEvent.LOCK),
  MALLOC("profiler.Malloc", ProfileEvent.NATIVEMEM),
  FREE("profiler.Free", ProfileEvent.NATIVEMEM),
  /** All methods that are traced have one type; only those of one event are at a time. */
  THREAD_START("jdk.MethodTrace", ProfileEvent.THREADSTART),
  CLASS_LOAD("jdk.MethodTrace", ProfileEvent.CLASSLOAD),
  FILE_MAP("jdk.MethodTrace", ProfileEvent.FILEMAP);

  private final String typeName;
  private final ProfileEvent event;

  SampleKind(String typeName, ProfileEvent event) {
    this.typeName = typeName;
    this.event = event;
  }

  String typeName() {
    return typeName;
  }

  ProfileEvent event() {
    return event;
  }

  /**
   * The kind with this name of type, or null.
   *
   * @param wanted of which events
   */
  static SampleKind ofType(String typeName, Set<ProfileEvent> wanted) {
    for (SampleKind kind : values()) {
      if (kind.typeName.equals(typeName) && wanted.contains(kind.event)) {
        return kind;
      }
    }
    return null;
  }

  /** Whether each sample weighs something of its own; else each stands for the interval. */
  boolean weighted() {
    return event != ProfileEvent.CPU && event != ProfileEvent.WALL;
  }

  /**
   * What a sample weighs in its event's unit.
   *
   * @param interval what a sample stands for as its sender says, or 0
   */
  long weight(Sample sample, long interval, double nanosPerTick) {
    return switch (this) {
      case EXECUTION, WALL, FREE -> 0;
      case NEW_TLAB -> {
        boolean sampledByTheVm = interval > 0 && sample.tlabSize == Math.max(interval, sample.size);
        yield sampledByTheVm ? ofSampled(sample.size, interval) : sample.tlabSize;
      }
      case OUTSIDE_TLAB -> sample.size;
      case ALLOCATION -> sample.weight;
      case LIVE -> interval > 0 ? ofSampled(sample.size, interval) : sample.size;
      case MONITOR, PARK -> Math.max(interval, (long) (sample.durationTicks * nanosPerTick));
      // Taken whenever the bytes so far pass a multiple of the interval.
      case MALLOC -> Math.max(interval, sample.size);
      case THREAD_START, CLASS_LOAD, FILE_MAP -> 1;
    };
  }

  /**
   * How much an object stands for that the VM chose. It samples at distances that are distributed
   * exponentially around the interval, so it chooses an object of s bytes with the probability 1 -
   * exp(-s / interval); JEP 331.
   */
  private static long ofSampled(long size, long interval) {
    return size <= 0 ? interval : Math.round(size / -Math.expm1(-(double) size / interval));
  }
}
