/** What the collector measures of itself, in the text format that Prometheus reads. */
package io.diag.collector.metrics;
