/** Which objects are reachable, what dominates them, and what each retains. */
package io.diag.heap.dominator;
