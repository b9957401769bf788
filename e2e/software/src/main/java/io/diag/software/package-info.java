/**
 * Programs that have software of others do real work at a steady rate: what runs under the agent in
 * {@code SoftwareIT}.
 */
package io.diag.software;
