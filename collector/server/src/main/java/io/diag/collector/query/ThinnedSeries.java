package io.diag.collector.query;

import io.diag.collector.store.SeriesKey;
import java.util.List;

/** One series over a range. */
public record ThinnedSeries(SeriesKey key, String unit, List<ThinnedPoint> points) {}
