/** Looks at single objects of an index: what they hold, what holds them. */
package io.diag.heap.explore;
