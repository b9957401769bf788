/** Hints to those who watch that there is something new to ask for, as server-sent events. */
package io.diag.collector.live;
