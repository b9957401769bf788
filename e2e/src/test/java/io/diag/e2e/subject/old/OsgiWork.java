package io.diag.e2e.subject.old;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The bundle: computes in its own thread until a line comes, then stops the framework. */
public final class OsgiWork implements BundleActivator {
  /** In sight of others, so that no compiler leaves the work out. */
  static volatile List<Integer> kept = new ArrayList<>();

  private volatile boolean stopped;

  @Override
  public void start(BundleContext context) {
    System.out.println("bundle by " + getClass().getClassLoader().getClass().getSimpleName());
    System.out.println("launcher " + visible("io.diag.launch.Launcher"));
    System.out.println("com.sun " + visible("com.sun.net.httpserver.HttpServer"));
    new Thread(this::work, "bundle-work").start();
    new Thread(() -> end(context), "bundle-end").start();
  }

  @Override
  public void stop(BundleContext context) {
    stopped = true;
  }

  private static void end(BundleContext context) {
    try {
      System.out.println("ready");
      System.out.println("told to end by " + (char) System.in.read());
      System.setProperty("bundle.result", "5");
      context.getBundle(0).stop();
    } catch (java.io.IOException | BundleException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String visible(String name) {
    try {
      return "seen as " + Class.forName(name, false, OsgiWork.class.getClassLoader());
    } catch (ClassNotFoundException hidden) {
      return "not seen";
    }
  }

  private void work() {
    while (!stopped) {
      List<Integer> fresh = new ArrayList<>();
      for (int i = 0; i < 200_000; i++) {
        fresh.add(i);
      }
      kept = fresh;
      try {
        Thread.sleep(10);
      } catch (InterruptedException notOurs) {
        return;
      }
    }
  }
}
