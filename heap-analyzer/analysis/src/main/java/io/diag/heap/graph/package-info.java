/** From a dump to numbered objects, their classes, sizes and references. */
package io.diag.heap.graph;
