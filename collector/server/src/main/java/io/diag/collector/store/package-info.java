/** What is kept and the door to it; {@code sqlite} keeps it in files of one directory. */
package io.diag.collector.store;
