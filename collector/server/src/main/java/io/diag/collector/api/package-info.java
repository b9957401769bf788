/**
 * The HTTP surface: routes, parameters, answers and problems. {@code openapi.json} beside it is
 * written by hand and is the contract; a test holds both together.
 */
package io.diag.collector.api;
