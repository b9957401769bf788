package io.diag.collector.store;

import io.diag.wire.Point;

/**
 * A value of a series at a time of its own, not at the time of the item that it was made of.
 *
 * @param timeMillis epoch milliseconds, within the item's day
 */
public record DatedPoint(long timeMillis, Point point) {}
