package io.diag.e2e.subject.old;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Names its own log manager first thing in main, as JBoss and its like do, and logs with it. */
public final class JbossLogging {
  private JbossLogging() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    Logger logger = Logger.getLogger("io.diag.e2e");
    logger.setLevel(Level.FINE);
    System.out.println(LogManager.getLogManager().getClass().getName());
    System.out.println(logger.getClass().getName() + " at " + logger.getLevel());
    Worker.work();
  }
}
