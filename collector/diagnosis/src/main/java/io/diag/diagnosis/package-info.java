/**
 * Findings and the rules that raise them: pure functions over series, shared by the collector and
 * the command line. Empty until the first rule; depends on nothing of ours.
 */
package io.diag.diagnosis;
