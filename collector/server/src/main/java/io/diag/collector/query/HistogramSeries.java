package io.diag.collector.query;

import io.diag.collector.store.SeriesKey;
import java.util.List;

/** One series of histograms over a range. */
public record HistogramSeries(SeriesKey key, String unit, List<ThinnedHistogram> points) {}
