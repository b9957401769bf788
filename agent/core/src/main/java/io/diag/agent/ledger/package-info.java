/**
 * What the process's resident memory is made of: its mappings, told apart by what the JVM knows of
 * them, so that the parts sum to the whole.
 */
package io.diag.agent.ledger;
