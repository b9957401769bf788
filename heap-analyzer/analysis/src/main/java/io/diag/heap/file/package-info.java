/** Numbers by the million in mapped files, outside the Java heap. */
package io.diag.heap.file;
