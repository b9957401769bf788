/**
 * A small checkout service that is sick: it keeps every receipt it ever wrote. Ordinary code that
 * knows nothing of diag, for the demo and for tests.
 */
package com.acme.checkout;
