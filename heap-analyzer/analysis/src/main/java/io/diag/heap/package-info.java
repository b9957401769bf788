/** Object graph, dominators and leak suspects of a dump. Empty until dumps are captured. */
package io.diag.heap;
