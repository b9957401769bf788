package io.diag.agent.holder;

import io.diag.agent.ledger.MappedFiles;
import io.diag.agent.os.ProcFs;
import io.diag.agent.profile.SampledEvent;
import io.diag.agent.runtime.AllThreads;
import io.diag.wire.Holders;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;

/**
 * Looks what there is most of among that which an event tells the beginning of: it takes some
 * milliseconds, so it is for whoever asked for the event. Any thread.
 */
public final class HolderSearch {
  private final Instrumentation instrumentation;
  private final ProcFs files;

  /**
   * @param instrumentation lists the loaded classes
   */
  public HolderSearch(Instrumentation instrumentation, ProcFs files) {
    this.instrumentation = instrumentation;
    this.files = files;
  }

  /** What there is now, or null where the event has nothing to do with it or nobody can tell. */
  public Holders find(SampledEvent event) {
    try {
      return look(event);
    } catch (RuntimeException | LinkageError | OutOfMemoryError untold) {
      return null; // it is no more than a help
    }
  }

  private Holders look(SampledEvent event) {
    switch (event) {
      case THREADSTART:
        return threads();
      case CLASSLOAD:
        return loaders();
      case FILEMAP:
        return mappedFiles();
      default:
        return null;
    }
  }

  private static Holders threads() {
    Tally tally = new Tally();
    AllThreads threads = new AllThreads();
    int count = threads.find();
    for (int i = 0; i < count; i++) {
      tally.add(NamePattern.of(threads.get(i).getName()), 1);
    }
    return tally.most(Collections.singletonList("{thread}"), 0);
  }

  /** Classes of the JVM's own loader belong to nobody. */
  private Holders loaders() {
    IdentityHashMap<ClassLoader, long[]> classes = new IdentityHashMap<>();
    for (Class<?> one : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = one.getClassLoader();
      if (loader != null) {
        classes.computeIfAbsent(loader, absent -> new long[1])[0]++;
      }
    }
    Tally tally = new Tally();
    classes.forEach((loader, count) -> tally.add(loader.getClass().getName(), 1, count[0]));
    return tally.most(Arrays.asList("{loader}", "{class}"), 1);
  }

  private Holders mappedFiles() {
    Tally tally = new Tally();
    try {
      MappedFiles.each(files, (path, bytes) -> tally.add(NamePattern.of(path), 1, bytes));
    } catch (IOException unreadable) {
      return null;
    }
    return tally.most(Arrays.asList("{mapping}", "By"), 1);
  }
}
