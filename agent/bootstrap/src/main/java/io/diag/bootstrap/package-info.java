/**
 * What runs on the application's own threads: probes and their counters, put into the boot loader
 * when the first probe is armed. A probe reads a volatile sink and counts: no lock, no logging, no
 * {@code ThreadLocal}, no dependency, nothing thrown, and nothing allocated. These classes cannot
 * leave a JVM again and meet newer agents there, so whoever changes what {@code
 * io.diag.agent.eventloop} uses of them raises {@link io.diag.bootstrap.LoopWaits#version}.
 */
package io.diag.bootstrap;
