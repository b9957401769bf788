package io.diag.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.cli.Main;

/** The command line in the test's own process: the same code without a JVM for each command. */
public final class Resident {
  private Resident() {}

  public static void attach(long pid, String options) {
    assertThat(run("attach", Long.toString(pid), options)).isZero();
  }

  public static void detach(long pid) {
    assertThat(run("detach", Long.toString(pid))).isZero();
  }

  private static int run(String... arguments) {
    return Main.run(Artifacts.agent().toFile(), arguments);
  }
}
