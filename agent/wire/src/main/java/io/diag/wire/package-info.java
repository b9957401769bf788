/**
 * What agent and collector say to each other, and its codec. Described for people in {@code
 * docs/wire.md}. Depends on jackson-core and on nothing of ours; every type is immutable.
 */
package io.diag.wire;
