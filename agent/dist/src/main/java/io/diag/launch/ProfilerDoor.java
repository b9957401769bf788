package io.diag.launch;

import java.util.function.BinaryOperator;

/**
 * The agent's way to the native profiler, the same for every agent that this JVM sees: a native
 * library cannot leave the JVM again, so it is loaded once, and later agents find it in place.
 */
final class ProfilerDoor implements BinaryOperator<String> {
  static final ProfilerDoor INSTANCE = new ProfilerDoor();

  private BinaryOperator<String> profiler;
  private String loadedFrom;

  private ProfilerDoor() {}

  /**
   * Does one thing: {@code loaded} answers from where the library was loaded, or null; all else is
   * as in {@link NativeProfiler#apply}, but that the library is loaded once.
   *
   * @throws IllegalStateException with the reason if the profiler or the system refuses
   * @throws LinkageError if the library cannot be loaded
   */
  @Override
  public synchronized String apply(String verb, String argument) {
    if (verb.equals("loaded") || (verb.equals("load") && loadedFrom != null)) {
      return loadedFrom;
    }
    if (verb.equals("execute") && loadedFrom == null) {
      throw new IllegalStateException("the native profiler is not loaded");
    }
    if (profiler == null) {
      profiler = ProfilerModule.isCalledFor() ? ProfilerModule.define() : new NativeProfiler();
    }
    String answer = profiler.apply(verb, argument);
    if (verb.equals("load")) {
      loadedFrom = answer;
    }
    return answer;
  }
}
