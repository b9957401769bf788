/** A dump from its file to a tree of dominators, and back from the folder that lasts. */
package io.diag.heap.analysis;
