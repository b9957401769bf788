package io.diag.launch;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Files in memory alone, from which a library can be loaded where no folder allows it. Made with
 * Linux's {@code memfd_create} through the JDK's foreign functions, which are there from 22 on; by
 * reflection, since this is compiled for 8. Here and not in the agent, since its callers are to be
 * in the module of {@link NativeProfiler}.
 */
final class MemoryFile {
  /** Closed in children, and executable whatever the system's default is. */
  private static final int CLOEXEC_AND_EXEC = 0x1 | 0x10;

  /** For kernels before 6.3, to which the second is unknown. */
  private static final int CLOEXEC = 0x1;

  /** Not the library's: in the list of mappings it must not look like another profiler. */
  private static final String NAME = "diag";

  private static final String FOLDER = "/proc/self/fd/";

  private MemoryFile() {}

  /**
   * Makes an empty one, and returns the path by which this process alone can open it.
   *
   * @throws IOException if this JDK or system has none, or forbids native access
   */
  static String create() throws IOException {
    try {
      Class<?> arenas = type("Arena");
      Object arena = arenas.getMethod("ofConfined").invoke(null);
      try {
        Object name = arenas.getMethod("allocate", long.class).invoke(arena, NAME.length() + 1L);
        write(name);
        MethodHandle create = function("memfd_create", "ADDRESS", "JAVA_INT");
        int descriptor = (int) create.invokeWithArguments(name, CLOEXEC_AND_EXEC);
        if (descriptor < 0) {
          descriptor = (int) create.invokeWithArguments(name, CLOEXEC);
        }
        if (descriptor < 0) {
          throw new IOException("the system refuses");
        }
        return FOLDER + descriptor;
      } finally {
        arenas.getMethod("close").invoke(arena);
      }
    } catch (ClassNotFoundException older) {
      throw new IOException("a file in memory needs JDK 22", older);
    } catch (Throwable refused) {
      throw new IOException("no file in memory: " + cause(refused), refused);
    }
  }

  /** Lets go of it; what is mapped from it stays. */
  static void close(String path) throws IOException {
    try {
      int descriptor = Integer.parseInt(path.substring(FOLDER.length()));
      function("close", "JAVA_INT").invokeWithArguments(descriptor);
    } catch (Throwable refused) {
      throw new IOException("a file in memory stays open: " + cause(refused), refused);
    }
  }

  /** A C function that returns an int. */
  private static MethodHandle function(String name, String... parameters)
      throws ReflectiveOperationException {
    Class<?> linkers = type("Linker");
    Class<?> layouts = type("MemoryLayout");
    Class<?> segments = type("MemorySegment");
    Class<?> descriptors = type("FunctionDescriptor");
    Class<?> options = Class.forName("java.lang.foreign.Linker$Option");
    Object linker = linkers.getMethod("nativeLinker").invoke(null);
    Object lookup = linkers.getMethod("defaultLookup").invoke(linker);
    Optional<?> symbol =
        (Optional<?>) type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
    if (!symbol.isPresent()) {
      throw new NoSuchMethodException(name);
    }
    Object layout = Array.newInstance(layouts, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      Array.set(layout, i, type("ValueLayout").getField(parameters[i]).get(null));
    }
    Object descriptor =
        descriptors
            .getMethod("of", layouts, layout.getClass())
            .invoke(null, type("ValueLayout").getField("JAVA_INT").get(null), layout);
    Object none = Array.newInstance(options, 0);
    Method downcall = linkers.getMethod("downcallHandle", segments, descriptors, none.getClass());
    return (MethodHandle) downcall.invoke(linker, symbol.get(), descriptor, none);
  }

  /** The memory is zeroed, so the text is ended. */
  private static void write(Object segment) throws ReflectiveOperationException {
    Class<?> bytes = Class.forName("java.lang.foreign.ValueLayout$OfByte");
    Object layout = type("ValueLayout").getField("JAVA_BYTE").get(null);
    Method set = type("MemorySegment").getMethod("set", bytes, long.class, byte.class);
    for (int i = 0; i < NAME.length(); i++) {
      set.invoke(segment, layout, (long) i, (byte) NAME.charAt(i));
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign." + name);
  }

  private static Throwable cause(Throwable refused) {
    return refused.getCause() == null ? refused : refused.getCause();
  }
}
