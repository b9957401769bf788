/**
 * What runs on the application's own threads: probes and their counters, appended to the boot class
 * path when the first probe is armed. No probe exists yet. A probe reads a volatile sink and
 * counts: no lock, no allocation, no logging, no {@code ThreadLocal}, no dependency.
 */
package io.diag.bootstrap;
