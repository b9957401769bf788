/** Heap dumps that were uploaded: kept in files, analysed one at a time by another process. */
package io.diag.collector.heap;
