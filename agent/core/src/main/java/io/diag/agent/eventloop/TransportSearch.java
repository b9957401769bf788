package io.diag.agent.eventloop;

import io.diag.agent.os.LoadedClasses;
import io.diag.agent.os.SearchPace;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Looks whether an application has loaded classes of native transports, which wait in code of their
 * own. Each class loader is asked for them by name, so that nothing is loaded and no other class
 * has to make up its name. The sampler's thread.
 */
final class TransportSearch {
  private static final WaitPoint[] POINTS = {WaitPoint.NETTY_EPOLL, WaitPoint.NETTY_IO_URING};

  /** As they are, and as gRPC brings them along. */
  private static final String[] PREFIXES = {"", "io.grpc.netty.shaded."};

  private final LoadedClasses classes;
  private final SearchPace pace;
  private final Set<Class<?>> told =
      Collections.newSetFromMap(new WeakHashMap<Class<?>, Boolean>());

  /**
   * @param pace says when to look
   */
  TransportSearch(Instrumentation instrumentation, SearchPace pace) {
    this.classes = new LoadedClasses(instrumentation);
    this.pace = pace;
  }

  /**
   * Those that were not told before, if it is time to look.
   *
   * @throws Exception if this JVM does not let an agent ask
   */
  Map<Class<?>, WaitPoint> look() throws Exception {
    Map<Class<?>, WaitPoint> found = new LinkedHashMap<>();
    if (!pace.begin()) {
      return found;
    }
    for (ClassLoader loader : classes.loaders()) {
      for (WaitPoint point : POINTS) {
        for (String prefix : PREFIXES) {
          Class<?> one = classes.find(loader, prefix + point.className());
          if (one != null && one.getClassLoader() == loader && told.add(one)) {
            found.put(one, point);
          }
        }
      }
    }
    pace.ended();
    return found;
  }

  /** Forgets what was told, and so lets go of the classes. */
  void forget() {
    told.clear();
  }
}
