/** What the list of all JVMs draws: a short memory of each JVM, and how findings came and went. */
package io.diag.collector.fleet;
