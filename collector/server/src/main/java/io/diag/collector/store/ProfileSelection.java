package io.diag.collector.store;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Which samples are asked for.
 *
 * @param from epoch milliseconds, inclusive
 * @param to exclusive
 * @param thread of which threads, by name
 * @param group what stands for a thread as the root of its stacks, from its name; null where stacks
 *     begin with their code
 */
public record ProfileSelection(
    String jvmId,
    ProfileEvent event,
    long from,
    long to,
    Predicate<String> thread,
    UnaryOperator<String> group) {}
