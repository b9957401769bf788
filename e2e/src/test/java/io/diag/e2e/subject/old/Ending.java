package io.diag.e2e.subject.old;

/** Ends in the way its argument names, at once or while the agent may still be starting. */
public final class Ending {
  private Ending() {}

  public static void main(String[] args) throws InterruptedException {
    String way = args[0];
    System.out.println("begun");
    System.err.println("and complained");
    if (way.equals("exit-soon")) {
      Thread.sleep(150);
      System.exit(2);
    } else if (way.equals("exit")) {
      System.exit(3);
    } else if (way.equals("halt")) {
      Runtime.getRuntime().halt(4);
    } else if (way.equals("throw")) {
      throw new IllegalStateException("on purpose");
    }
    System.out.println("returned");
  }
}
