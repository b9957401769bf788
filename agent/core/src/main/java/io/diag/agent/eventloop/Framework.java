package io.diag.agent.eventloop;

/** Whose event loop it is, by the thread's name and the classes in its stack. */
enum Framework {
  // the ones that stand on Netty come before it
  VERTX("vertx", LoopRole.LOOP, "vert.x-", "io.vertx."),
  REACTOR_NETTY("reactor-netty", LoopRole.LOOP, "reactor-", "reactor.netty."),
  GRPC("grpc", LoopRole.LOOP, "grpc-", "io.grpc.netty."),
  UNDERTOW("undertow", LoopRole.LOOP, "XNIO-", "org.xnio.nio.WorkerThread"),
  TOMCAT("tomcat", LoopRole.POLLER_WITH_WORKERS, null, "org.apache.tomcat.util.net."),
  JETTY("jetty", null, null, "org.eclipse.jetty.io."),
  KAFKA_BROKER("kafka", LoopRole.POLLER_WITH_WORKERS, "data-plane-kafka-", "kafka.network."),
  KAFKA_PRODUCER("kafka", LoopRole.LOOP, "kafka-producer-network-thread", null),
  KAFKA_ADMIN("kafka", LoopRole.LOOP, "kafka-admin-client-thread", null),
  KAFKA("kafka", LoopRole.CLIENT, null, "org.apache.kafka."),
  HTTP_CLIENT("jdk-http-client", LoopRole.POLLER_WITH_WORKERS, null, "jdk.internal.net.http."),
  HTTP_SERVER("jdk-http-server", LoopRole.POLLER_WITH_WORKERS, null, "sun.net.httpserver."),
  NETTY("netty", LoopRole.LOOP, null, "io.netty.");

  private final String label;
  private final LoopRole role;
  private final String threadPrefix;
  private final String classPrefix;

  /**
   * @param role null where it cannot be told from the framework
   * @param threadPrefix null where the thread's name tells nothing
   * @param classPrefix null where the stack tells nothing
   */
  Framework(String label, LoopRole role, String threadPrefix, String classPrefix) {
    this.label = label;
    this.role = role;
    this.threadPrefix = threadPrefix;
    this.classPrefix = classPrefix;
  }

  /** The framework, or null if it is none that is known. */
  static Framework of(String threadName, StackTraceElement[] stack) {
    for (Framework framework : values()) {
      String prefix = framework.threadPrefix;
      boolean named = prefix != null && threadName.startsWith(prefix);
      if (named || framework.isIn(stack)) {
        return framework;
      }
    }
    return null;
  }

  String label() {
    return label;
  }

  LoopRole role() {
    return role;
  }

  private boolean isIn(StackTraceElement[] stack) {
    if (classPrefix == null) {
      return false;
    }
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith(classPrefix)) {
        return true;
      }
    }
    return false;
  }
}
