/**
 * What is wrong with a JVM, and how that is found out: {@link io.diag.diagnosis.Rule}s are pure
 * functions of a {@link io.diag.diagnosis.Situation}, and a {@link io.diag.diagnosis.Diagnosis}
 * makes findings of their verdicts that open, change and close. Shared by the collector and the
 * command line; depends on nothing of ours.
 */
package io.diag.diagnosis;
