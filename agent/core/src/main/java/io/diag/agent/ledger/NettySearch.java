package io.diag.agent.ledger;

import io.diag.agent.os.ClassStates;
import io.diag.agent.os.LoadedClasses;
import io.diag.agent.os.SearchPace;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks in every class loader for a Netty that an application has loaded, seldom and without
 * loading anything. The sampler's thread.
 */
final class NettySearch {
  /** More are not told. */
  private static final int MOST = 16;

  /** As it is, and as others bring it along. */
  private static final String[] PREFIXES = {
    "",
    "io.grpc.netty.shaded.",
    "org.apache.flink.shaded.netty4.",
    "org.apache.hbase.thirdparty.",
    "org.apache.pulsar.shade.",
    "org.apache.ratis.thirdparty.",
    "com.couchbase.client.core.deps.",
    "play.shaded.ahc.",
    "com.datastax.shaded.netty."
  };

  private final LoadedClasses classes;
  private final ClassStates states;
  private final SearchPace pace;
  private final List<NettyCopy> found = new ArrayList<>();
  private int labelled;

  /**
   * @param pace says when to look
   */
  NettySearch(Instrumentation instrumentation, SearchPace pace) {
    classes = new LoadedClasses(instrumentation);
    states = new ClassStates(instrumentation);
    this.pace = pace;
  }

  /**
   * All that are there, those found before among them.
   *
   * @throws Exception if this JVM does not let an agent ask
   */
  List<NettyCopy> look() throws Exception {
    found.removeIf(NettyCopy::isGone);
    if (pace.begin()) {
      for (ClassLoader loader : classes.loaders()) {
        for (String prefix : PREFIXES) {
          look(loader, prefix);
        }
      }
      pace.ended();
    }
    return found;
  }

  private void look(ClassLoader loader, String prefix) throws Exception {
    Class<?> key = classes.find(loader, prefix + NettyCopy.KEY);
    if (key == null || key.getClassLoader() != loader) {
      return;
    }
    NettyCopy copy = copyOf(key);
    if (copy == null && found.size() < MOST) {
      copy = new NettyCopy(label(loader, prefix), states, key);
      found.add(copy);
    }
    if (copy != null) {
      copy.complete(
          classes.find(loader, prefix + NettyCopy.POOLED),
          classes.find(loader, prefix + NettyCopy.UNPOOLED),
          classes.find(loader, prefix + NettyCopy.PLATFORM));
    }
  }

  private NettyCopy copyOf(Class<?> key) {
    for (NettyCopy one : found) {
      if (one.isOf(key)) {
        return one;
      }
    }
    return null;
  }

  /** Stays what it is; a Netty that comes later does not rename the first one's series. */
  private String label(ClassLoader loader, String prefix) {
    int number = ++labelled;
    if (number == 1) {
      return null;
    }
    String kind = loader.getClass().getName();
    return prefix + kind.substring(kind.lastIndexOf('.') + 1) + "-" + number;
  }
}
