/** What agents send, from the bounds on bodies to the items in the store. */
package io.diag.collector.ingest;
