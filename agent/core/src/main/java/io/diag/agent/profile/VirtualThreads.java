package io.diag.agent.profile;

import java.util.Map;

/** What profiles do not see of virtual threads. */
public final class VirtualThreads {
  private static final int FIRST_JDK = 21;

  private VirtualThreads() {}

  /** A sentence for a person, or null on a JDK that has no virtual threads. */
  public static String note(Map<String, String> systemProperties) {
    String version = systemProperties.getOrDefault("java.specification.version", "");
    boolean offered = version.matches("\\d{2,4}") && Integer.parseInt(version) >= FIRST_JDK;
    return offered
        ? "of virtual threads the stacks end where they were mounted, and waits for locks are not"
            + " seen"
        : null;
  }
}
