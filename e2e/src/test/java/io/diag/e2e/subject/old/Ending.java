package io.diag.e2e.subject.old;

/** Ends in the way its argument names, at once or while the agent may still be starting. */
public final class Ending {
  private Ending() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("begun");
    System.err.println("and complained");
    switch (args[0]) {
      case "exit-soon":
        Thread.sleep(150);
        System.exit(2);
        break;
      case "exit":
        System.exit(3);
        break;
      case "halt":
        Runtime.getRuntime().halt(4);
        break;
      case "throw":
        throw new IllegalStateException("on purpose");
      default:
        System.out.println("returned");
    }
  }
}
