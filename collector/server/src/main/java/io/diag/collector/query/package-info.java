/** Answers from what the store holds: thinned series, merged stacks, the state of a JVM. */
package io.diag.collector.query;
