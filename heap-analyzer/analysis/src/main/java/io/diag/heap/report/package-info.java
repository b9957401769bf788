/** What a dump comes to: histogram, dominators, suspects and static fields, as JSON and HTML. */
package io.diag.heap.report;
