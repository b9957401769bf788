package io.diag.collector.store;

import java.util.function.Predicate;

/**
 * Which samples are asked for.
 *
 * @param from epoch milliseconds, inclusive
 * @param to exclusive
 * @param thread of which threads, by name
 */
public record ProfileSelection(
    String jvmId, ProfileEvent event, long from, long to, Predicate<String> thread) {}
