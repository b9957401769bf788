package io.diag.agent.memory;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Each garbage collection, as the JVM tells it when it is over, and each collector's own totals.
 * Collections before the start are only in the totals.
 */
public final class GcFeature implements Feature {
  private final Sample sample;
  private final GcPauses pauses = new GcPauses();
  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private NotificationListener listener;
  private String missing;

  public GcFeature(Sample sample) {
    this.sample = sample;
  }

  @Override
  public String name() {
    return "gc";
  }

  @Override
  public FeatureState start() {
    listener = new Counter(pauses);
    try {
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        if (collector instanceof com.sun.management.GarbageCollectorMXBean
            && collector instanceof NotificationEmitter) {
          NotificationEmitter emitter = (NotificationEmitter) collector;
          emitter.addNotificationListener(listener, null, null);
          emitters.add(emitter);
        }
      }
      missing = emitters.isEmpty() ? "no collector of this JVM tells of its collections" : null;
    } catch (LinkageError absent) {
      missing = "this runtime lacks the module jdk.management";
    }
    return state();
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public FeatureState tick(boolean ending) {
    PointList points = sample.list();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector.getCollectionCount() >= 0 && collector.getCollectionTime() >= 0) {
        Map<String, String> labels = PointList.label("jvm.gc.name", collector.getName());
        points.add(
            "diag.jvm.gc.count", "{collection}", labels, (double) collector.getCollectionCount());
        points.add("diag.jvm.gc.time", "s", labels, collector.getCollectionTime() / 1e3);
      }
    }
    pauses.drainTo(points);
    return state();
  }

  @Override
  public void stop() throws ListenerNotFoundException {
    while (!emitters.isEmpty()) {
      emitters.get(0).removeNotificationListener(listener);
      emitters.remove(0);
    }
  }

  private FeatureState state() {
    return missing == null
        ? FeatureState.on(name())
        : FeatureState.on(name(), "totals alone, no durations: " + missing);
  }

  /** Called on the JVM's own notification thread, one collection at a time. */
  private static final class Counter implements NotificationListener {
    private final GcPauses pauses;

    Counter(GcPauses pauses) {
      this.pauses = pauses;
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
      try {
        if (GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(
            notification.getType())) {
          GarbageCollectionNotificationInfo info =
              GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
          pauses.add(
              info.getGcName(),
              info.getGcAction(),
              info.getGcCause(),
              info.getGcInfo().getDuration());
        }
      } catch (Throwable lost) {
        // one collection is not counted; the thread is the JVM's
      }
    }
  }
}
