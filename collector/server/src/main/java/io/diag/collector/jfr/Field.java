package io.diag.collector.jfr;

/** One field of a {@link Type}: inline, an array, or the key of a constant. */
record Field(String name, long typeId, boolean constant, boolean array) {}
