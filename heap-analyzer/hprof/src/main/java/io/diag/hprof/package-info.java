/**
 * Reading, writing and redacting HPROF as a stream: {@link io.diag.hprof.HprofReader} tells a
 * {@link io.diag.hprof.HprofVisitor} what it finds, {@link io.diag.hprof.HprofWriter} is such a
 * visitor that writes it again, and {@link io.diag.hprof.Redactor} stands between the two. The
 * format is that of HotSpot ({@code heapDumper.cpp}), versions 1.0.1 and 1.0.2. Nothing here keeps
 * more of a dump in memory than a window of one mebibyte and what it says about itself.
 */
package io.diag.hprof;
