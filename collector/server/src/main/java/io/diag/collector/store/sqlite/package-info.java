/**
 * The embedded store: SQLite files in one directory, one of them for each UTC day, so that
 * retention is deleting a file.
 */
package io.diag.collector.store.sqlite;
