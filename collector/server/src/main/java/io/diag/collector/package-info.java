/** The collector's process: command line, start and stop, and how its parts are put together. */
package io.diag.collector;
