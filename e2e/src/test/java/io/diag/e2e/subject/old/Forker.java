package io.diag.e2e.subject.old;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts many short children, a few at a time and while other threads are busy, and counts how they
 * end and which file descriptors they leave behind.
 */
public final class Forker {
  private static final int AT_ONCE = 4;

  /** What an agent may open and close by itself meanwhile; each child has three. */
  private static final int SLACK = 20;

  private static volatile boolean done;

  private Forker() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int children = Integer.parseInt(args[0]);
    Thread busy = new Thread(Forker::burn, "busy");
    busy.start();
    System.out.println("ready");
    System.in.read();
    run(AT_ONCE); // what the JDK opens once and keeps
    int before = descriptors();
    int wrong = run(children);
    int left = Math.max(0, descriptors() - before);
    done = true;
    busy.join();
    System.out.println(children + " children, " + wrong + " ended wrongly or not at all");
    System.out.println(
        (left <= SLACK ? "no" : Integer.toString(left)) + " descriptors left behind");
    System.exit(wrong == 0 ? 6 : 1);
  }

  private static int run(int children) throws IOException, InterruptedException {
    int wrong = 0;
    for (int i = 0; i < children; i += AT_ONCE) {
      List<Process> running = new ArrayList<>();
      for (int j = i; j < i + AT_ONCE; j++) {
        // a timer that came with the fork would end the child by its signal
        String script = "i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; exit " + j % 100;
        running.add(new ProcessBuilder("/bin/sh", "-c", script).start());
      }
      for (int j = i; j < i + AT_ONCE; j++) {
        Process child = running.get(j - i);
        boolean ended = child.waitFor(20, TimeUnit.SECONDS);
        if (!ended || child.exitValue() != j % 100) {
          wrong++;
          child.destroyForcibly();
        }
        child.getInputStream().close();
        child.getErrorStream().close();
        child.getOutputStream().close();
      }
    }
    return wrong;
  }

  private static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }

  private static void burn() {
    double sum = 0;
    while (!done) {
      sum += Math.sqrt(sum + 1);
    }
    if (sum < 0) {
      System.out.println(sum);
    }
  }
}
