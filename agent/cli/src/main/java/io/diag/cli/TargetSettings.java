package io.diag.cli;

import java.util.Properties;

/** What another JVM's system properties say against reaching an agent in it. */
final class TargetSettings {
  private final Properties properties;

  TargetSettings(Properties properties) {
    this.properties = properties;
  }

  Properties properties() {
    return properties;
  }

  boolean isAgentOn() {
    return properties.containsKey(AgentCall.ON_PROPERTY);
  }

  /**
   * Why nothing can be loaded into it while it runs, as a clause, or null. The JVM would hand
   * diag.jar to that class loader, which need not take it, and complain on the application's
   * stderr. From 9 on a loader that took it at the start takes it later.
   */
  String againstLoading() {
    String loader = properties.getProperty("java.system.class.loader");
    boolean tookItBefore =
        isAgentOn() && !properties.getProperty("java.specification.version", "").startsWith("1.");
    return loader == null || tookItBefore
        ? null
        : "has a system class loader of its own ("
            + loader
            + "), which may not take an agent while it runs; start it with -javaagent:diag.jar and"
            + " see its page at the collector";
  }

  /** Why what was loaded may not answer, as a clause, or null. */
  String againstAnswering() {
    String manager = properties.getProperty("java.security.manager");
    return manager == null || manager.equals("allow") || manager.equals("disallow")
        ? null
        : "runs with a security manager, whose policy has to grant diag.jar"
            + " java.security.AllPermission";
  }

  /** The first of the two, or null. */
  String against() {
    return againstLoading() != null ? againstLoading() : againstAnswering();
  }
}
