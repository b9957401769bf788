/**
 * What a request must show before it is looked at, so that no web page in somebody's browser can
 * reach the collector.
 */
package io.diag.collector.safety;
