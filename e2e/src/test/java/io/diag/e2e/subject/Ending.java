package io.diag.e2e.subject;

/** Ends at once, in the way its argument names. */
public final class Ending {
  private Ending() {}

  public static void main(String[] args) {
    System.out.println("begun");
    System.err.println("and complained");
    switch (args[0]) {
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
