/**
 * The only package of diag that an application can see, and the only code that stays in a JVM after
 * detach but for {@code io.diag.bootstrap} where a probe was armed: entry points, the agent's own
 * class loader, and the class to which the native profiler is bound. It is a small ABI that may not
 * change, because a running JVM keeps the first copy it loaded while newer agents come and go;
 * everything it exchanges with them is a JDK type.
 */
package io.diag.launch;
