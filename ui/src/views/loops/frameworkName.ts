const NAMES: Record<string, string> = {
  netty: "Netty",
  vertx: "Vert.x",
  "reactor-netty": "Reactor Netty",
  grpc: "gRPC",
  undertow: "Undertow",
  tomcat: "Tomcat",
  jetty: "Jetty",
  kafka: "Kafka",
  "jdk-http-client": "JDK HTTP client",
  "jdk-http-server": "JDK HTTP server",
};

/** Whose loop it is, as its makers write it. */
export function frameworkName(label: string): string {
  return NAMES[label] ?? label;
}
