package io.diag.agent.workers;

import io.diag.agent.os.JdkDoors;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;

/** What a thread was made to run, which only its private fields tell. The sampler's thread. */
final class ThreadRunnables {
  /** How deep a pool's own work may be wrapped by those who make its threads. */
  private static final int MOST_WRAPPERS = 3;

  private final Field holder;
  private final Field runnable;

  private ThreadRunnables(Field holder, Field runnable) {
    this.holder = holder;
    this.runnable = runnable;
  }

  /**
   * @throws Exception if this JVM does not let an agent look
   */
  static ThreadRunnables open(Instrumentation instrumentation) throws Exception {
    if (JdkDoors.isModule()) {
      JdkDoors.open(instrumentation, "java.lang");
    }
    try {
      return new ThreadRunnables(null, opened(Thread.class, "target"));
    } catch (NoSuchFieldException sinceNineteen) {
      Field holder = opened(Thread.class, "holder");
      return new ThreadRunnables(holder, opened(holder.getType(), "task"));
    }
  }

  /** What the thread runs, or null; once it has ended that is forgotten. */
  Runnable of(Thread thread) throws IllegalAccessException {
    Object from = holder == null ? thread : holder.get(thread);
    return from == null ? null : (Runnable) runnable.get(from);
  }

  /**
   * The pool that a runnable works for: the outer object of one whose class has such a name.
   *
   * @param worker the end of the class's name, as in {@code ThreadPoolExecutor$Worker}
   * @return the runnable within its wrappers, or null if there is none such
   */
  static Runnable unwrapped(Runnable start, String worker) {
    Runnable at = start;
    for (int depth = 0; at != null && depth <= MOST_WRAPPERS; depth++) {
      if (at.getClass().getName().endsWith(worker)) {
        return at;
      }
      at = wrapped(at);
    }
    return null;
  }

  /** A field that is opened for reading, of a class that anybody may have written. */
  static Field opened(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Not of the JDK's own classes: there is nothing to be found in them. */
  private static Runnable wrapped(Runnable wrapper) {
    if (wrapper.getClass().getClassLoader() == null) {
      return null;
    }
    try {
      Object within = field(wrapper, field -> field.getType() == Runnable.class);
      if (within == null) {
        // a class within the one that was given the work, as XNIO makes its threads
        Object outer = field(wrapper, field -> field.getName().startsWith("this$"));
        within = outer == null ? null : field(outer, field -> field.getType() == Runnable.class);
      }
      return (Runnable) within;
    } catch (IllegalAccessException | RuntimeException | LinkageError closed) {
      return null;
    }
  }

  /** The value of the first such field of an object's own class, or null. */
  private static Object field(Object of, Predicate<Field> which) throws IllegalAccessException {
    for (Field field : of.getClass().getDeclaredFields()) {
      if (which.test(field) && !Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        return field.get(of);
      }
    }
    return null;
  }
}
