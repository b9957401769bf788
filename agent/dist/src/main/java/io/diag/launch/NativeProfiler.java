package io.diag.launch;

import java.io.IOException;
import java.util.function.BinaryOperator;

/**
 * The class to which async-profiler binds. A native library belongs to the loader of the class that
 * loaded it and cannot leave the JVM again, so it is loaded here, once, and later agents find it in
 * place. async-profiler registers its methods on whatever class called {@link System#load}, by the
 * names and signatures below.
 */
final class NativeProfiler implements BinaryOperator<String> {
  static final NativeProfiler INSTANCE = new NativeProfiler();

  private String loadedFrom;

  private NativeProfiler() {}

  /**
   * Does one thing: {@code loaded} answers from where the library was loaded, or null; {@code load}
   * loads it from the path in the argument; {@code execute} runs a command of async-profiler and
   * returns what it prints.
   *
   * @throws IllegalStateException with the profiler's own message if it refuses
   * @throws LinkageError if the library cannot be loaded
   */
  @Override
  public synchronized String apply(String verb, String argument) {
    switch (verb) {
      case "loaded":
        return loadedFrom;
      case "load":
        if (loadedFrom == null) {
          System.load(argument);
          loadedFrom = argument;
        }
        return loadedFrom;
      case "execute":
        return execute(argument);
      default:
        throw new IllegalArgumentException("unknown verb " + verb);
    }
  }

  private String execute(String command) {
    try {
      return execute0(command);
    } catch (IOException refused) {
      throw new IllegalStateException(refused.getMessage(), refused);
    }
  }

  private native String execute0(String command) throws IllegalStateException, IOException;
}
