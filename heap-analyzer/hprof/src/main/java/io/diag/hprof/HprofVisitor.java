package io.diag.hprof;

/**
 * Is told what a dump holds, in its order, on the thread that reads it. What a method does not
 * override or does not read is skipped. Ids are addresses in the dumped JVM, 0 is null; serial
 * numbers are as the dump has them. An {@link java.io.IOException} ends the reading and comes out
 * of it.
 */
public interface HprofVisitor extends RecordVisitor, HeapVisitor {}
