/**
 * Whether memory grows: hours of history in a bounded form, and the statistics that tell a growth
 * from noise and from a cache that fills. Depends on nothing but the JDK.
 */
package io.diag.diagnosis.growth;
