/** Looks for findings: what the JVMs send goes through the rules of {@code io.diag.diagnosis}. */
package io.diag.collector.finding;
