/** What {@code io.diag.servers} is, on Netty 4.2. */
package io.diag.servers.next;
