package io.diag.agent.eventloop;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * The JVM of the tests, as an agent has it. A test class touches it before any class of {@code
 * io.diag.bootstrap}, which must come from the boot loader and not from the class path.
 */
final class OwnJvm {
  private OwnJvm() {}

  static Instrumentation instrumentation() {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    try {
      if (BootClasses.put(instrumentation) != null) {
        throw new AssertionError("the tests' own classes are of another version");
      }
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
    return instrumentation;
  }
}
