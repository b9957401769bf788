package io.diag.benchmarks.profile;

import io.diag.benchmarks.overhead.ServerProcess;
import io.diag.benchmarks.overhead.SteadyLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a server under steady load with the agent in it and keeps what the agent sends.
 *
 * @param agent the agent's jar
 * @param path what is asked of the server
 */
record BusyRecording(Path agent, String path, int requestsPerSecond) {
  private static final long WARM_UP_MILLIS = 40_000;

  void write(Path folder, int windows) throws IOException, InterruptedException {
    try (WindowReceiver receiver = WindowReceiver.start();
        ServerProcess server =
            ServerProcess.start(
                List.of("-javaagent:" + agent + "=collector=" + receiver.address()));
        SteadyLoad load = SteadyLoad.begin(server.port(), path, requestsPerSecond)) {
      Thread.sleep(WARM_UP_MILLIS);
      receiver.forget();
      for (int i = 0; i < windows; i++) {
        receiver.next().write(folder, i);
      }
      if (server.read().done() == 0) {
        throw new IOException("nothing was answered; load: " + load);
      }
    }
  }
}
