package io.diag.collector.store.sqlite;

import io.diag.collector.store.SeriesKey;

/** A series within a day's file: values and histograms of one name are two series. */
record SeriesId(SeriesKey key, boolean histogram) {}
