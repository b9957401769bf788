package io.diag.collector.store;

import io.diag.diagnosis.Finding;

/** A finding and the JVM that it is about. */
public record JvmFinding(String jvmId, Finding finding) {}
