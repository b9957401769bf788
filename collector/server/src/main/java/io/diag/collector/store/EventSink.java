package io.diag.collector.store;

import io.diag.wire.Event;

/** Takes what {@link Store#readEvents} finds. */
@FunctionalInterface
public interface EventSink {
  void event(String jvmId, Event event);
}
