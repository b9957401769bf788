/**
 * A reader of JFR chunks that trusts nothing in them. It follows the layout in the chunk's own
 * metadata, so chunks of async-profiler and of the JDK are read alike.
 */
package io.diag.collector.jfr;
