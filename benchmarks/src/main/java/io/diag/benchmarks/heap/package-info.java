/** What reading and redacting heap dumps costs. */
package io.diag.benchmarks.heap;
