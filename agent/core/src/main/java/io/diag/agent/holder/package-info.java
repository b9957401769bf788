/** What there is most of in this JVM, by name. */
package io.diag.agent.holder;
