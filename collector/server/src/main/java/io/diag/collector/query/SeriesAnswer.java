package io.diag.collector.query;

import java.util.List;

/** The series that have points in a range, in the order in which they were first seen. */
public record SeriesAnswer(List<ThinnedSeries> values, List<HistogramSeries> histograms) {}
