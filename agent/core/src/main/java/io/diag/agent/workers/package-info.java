/**
 * Pools of worker threads, found by what their threads run: nothing is changed in the application,
 * and no lock of its own is taken.
 */
package io.diag.agent.workers;
