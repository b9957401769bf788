package io.diag.collector.store;

/**
 * One frame of a stack.
 *
 * @param name {@code pkg.Class.method}, or the plain symbol of native code
 */
public record Frame(String name, FrameType type) {}
