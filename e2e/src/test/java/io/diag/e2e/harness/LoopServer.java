package io.diag.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers that others wrote, whose handlers can be told to block. */
public enum LoopServer {
  NETTY_41("", "NettyServer", "nio", "netty", "NettyServer$Handler.channelRead0"),
  NETTY_41_EPOLL("", "NettyServer", "epoll", "netty", "NettyServer$Handler.channelRead0"),
  VERTX_4("", "VertxServer", "", "vertx", "VertxServer.handle"),
  REACTOR_NETTY_12("", "ReactorNettyServer", "", "reactor-netty", "ReactorNettyServer.lambda$main"),
  UNDERTOW("", "UndertowServer", "", "undertow", "UndertowServer.handle"),
  NETTY_42("next", "NettyServer", "nio", "netty", "NettyServer$Handler.channelRead0"),
  NETTY_42_EPOLL("next", "NettyServer", "epoll", "netty", "NettyServer$Handler.channelRead0"),
  NETTY_42_IO_URING("next", "NettyServer", "io_uring", "netty", "NettyServer$Handler.channelRead0"),
  VERTX_5("next", "VertxServer", "", "vertx", "VertxServer.handle"),
  REACTOR_NETTY_13(
      "next", "ReactorNettyServer", "", "reactor-netty", "ReactorNettyServer.lambda$main"),
  GRPC("next", "GrpcServer", "", "grpc", "GrpcServer.plant"),
  UNDERTOW_WORKERS("", "UndertowServer", "workers", "undertow", null),
  JETTY("", "JettyServer", "", "jetty", null),
  TOMCAT("", "TomcatServer", "", "tomcat", null);

  private final String generation;
  private final String program;
  private final String argument;
  private final String framework;
  private final String handler;

  LoopServer(String generation, String program, String argument, String framework, String handler) {
    this.generation = generation;
    this.program = program;
    this.argument = argument;
    this.framework = framework;
    this.handler = handler;
  }

  /** As the API names it. */
  public String framework() {
    return framework;
  }

  /** The beginning of the method that is to blame, or null where handlers run on workers. */
  public String blamed() {
    if (handler == null) {
      return null;
    }
    // one handler serves Netty of both generations
    return "io.diag.servers." + (program.equals("NettyServer") ? "" : dotted()) + handler;
  }

  /** How it is run. */
  public List<String> command(Jdk jdk, List<String> jvmOptions) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx128m"));
    command.add("-Djava.io.tmpdir=" + RunFolder.temporary());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), "io.diag.servers." + dotted() + program));
    if (!argument.isEmpty()) {
      command.add(argument);
    }
    return command;
  }

  private String dotted() {
    return generation.isEmpty() ? "" : generation + ".";
  }

  private String classPath() {
    Path module =
        Artifacts.repository()
            .resolve("e2e")
            .resolve(generation.isEmpty() ? "servers" : "servers-" + generation)
            .resolve("target");
    try {
      return module.resolve("classes") + ":" + Files.readString(module.resolve("classpath")).trim();
    } catch (IOException notBuilt) {
      throw new UncheckedIOException(notBuilt);
    }
  }
}
