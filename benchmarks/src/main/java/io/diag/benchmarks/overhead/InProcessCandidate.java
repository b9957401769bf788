package io.diag.benchmarks.overhead;

import java.io.IOException;

/** One of {@link InProcessSwitches}. */
final class InProcessCandidate implements Candidate {
  private final String name;
  private final ServerProcess server;

  InProcessCandidate(String name, ServerProcess server) {
    this.name = name;
    this.server = server;
  }

  @Override
  public void on() throws IOException {
    turn("on");
  }

  @Override
  public void off() throws IOException {
    turn("off");
  }

  private void turn(String way) throws IOException {
    String answer = server.get("/switch/" + name + "/" + way);
    if (!answer.equals("ok")) {
      throw new IOException(name + " cannot be switched " + way + ": " + answer);
    }
  }
}
