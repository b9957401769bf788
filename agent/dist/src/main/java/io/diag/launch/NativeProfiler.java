package io.diag.launch;

import java.io.IOException;
import java.util.function.BinaryOperator;

/**
 * The class to which async-profiler binds. The library belongs to the loader of the class that
 * loaded it; async-profiler registers its methods on whatever class called {@link System#load}, by
 * the names and signatures below. Public for {@link ProfilerModule}, which defines it once more.
 */
public final class NativeProfiler implements BinaryOperator<String> {
  /**
   * Does one thing: {@code load} loads the library from the path in the argument; {@code execute}
   * runs a command of async-profiler and returns what it prints; {@code memory} makes a file in
   * memory and returns its path, and {@code forget} lets go of the one at that path.
   *
   * @throws IllegalStateException with the reason if the profiler or the system refuses
   * @throws LinkageError if the library cannot be loaded
   */
  @Override
  public String apply(String verb, String argument) {
    try {
      switch (verb) {
        case "load":
          System.load(argument);
          return argument;
        case "execute":
          return execute0(argument);
        case "memory":
          return MemoryFile.create();
        case "forget":
          MemoryFile.close(argument);
          return argument;
        default:
          throw new IllegalArgumentException("unknown verb " + verb);
      }
    } catch (IOException refused) {
      throw new IllegalStateException(refused.getMessage(), refused);
    }
  }

  private native String execute0(String command) throws IllegalStateException, IOException;
}
