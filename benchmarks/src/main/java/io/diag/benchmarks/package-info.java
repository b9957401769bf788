/** What the agent and the collector cost; see {@code benchmarks/README.md} for how it is run. */
package io.diag.benchmarks;
