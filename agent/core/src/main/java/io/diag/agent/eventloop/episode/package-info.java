/**
 * What blocks event loops: a thread of its own looks up to fifty times a second how long each loop
 * has been in its tick, and takes samples of those that are in it for long. It only reads; nothing
 * here runs on the application's threads.
 */
package io.diag.agent.eventloop.episode;
