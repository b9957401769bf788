/** What a person asks of a JVM: checked, kept, and handed to its agent when that asks. */
package io.diag.collector.command;
