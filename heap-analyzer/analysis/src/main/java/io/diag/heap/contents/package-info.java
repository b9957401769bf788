/** What a third reading of a dump finds in its objects: what is there twice, empty, or outside. */
package io.diag.heap.contents;
