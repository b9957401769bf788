/** Raw chunks as files of the data directory. */
package io.diag.collector.store.files;
