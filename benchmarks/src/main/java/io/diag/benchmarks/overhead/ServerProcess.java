package io.diag.benchmarks.overhead;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The measured server in a JVM of its own. */
public final class ServerProcess implements Workload {
  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** With the class path of this JVM. */
  public static ServerProcess start(List<String> jvmOptions) throws IOException {
    return start(List.of(), jvmOptions);
  }

  /** On the first CPU alone; whoever calls leaves that CPU to it. */
  static ServerProcess startOnOneCpu(List<String> jvmOptions) throws IOException {
    return start(List.of("taskset", "-c", "0"), jvmOptions);
  }

  private static ServerProcess start(List<String> prefix, List<String> jvmOptions)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC"));
    // else every answer waits 40 ms for an acknowledgement of its head
    command.add("-Dsun.net.httpserver.nodelay=true");
    command.addAll(jvmOptions);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadedServer.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("port ")) {
        return new ServerProcess(process, Integer.parseInt(line.substring(5)));
      }
    }
    throw new IOException("the server ended before it listened");
  }

  @Override
  public long pid() {
    return process.pid();
  }

  public int port() {
    return port;
  }

  /** Counts requests that were answered. */
  @Override
  public Reading read() throws IOException {
    String[] parts = get("/cpu").split(" ", 2);
    return new Reading(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  String get(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return Answer.read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
