/** What profiles cost the collector: a window taken in, an hour answered. */
package io.diag.benchmarks.profile;
