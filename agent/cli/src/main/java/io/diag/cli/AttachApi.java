package io.diag.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * {@code com.sun.tools.attach} by reflection: it is a module that a slim runtime may lack, and on 8
 * it stands in tools.jar, outside the class path.
 */
final class AttachApi {
  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

  /** Of tools.jar: its native library goes with one class loader only, so that one is kept. */
  private static Class<?> fromTools;

  private final Class<?> machine;

  private AttachApi(Class<?> machine) {
    this.machine = machine;
  }

  /**
   * @throws CliException if this runtime has no attach API
   */
  static AttachApi load() throws CliException {
    try {
      return new AttachApi(Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader()));
    } catch (ClassNotFoundException | LinkageError notInThisRuntime) {
      File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
      if (tools.isFile()) {
        try {
          return new AttachApi(fromTools(tools));
        } catch (ClassNotFoundException | MalformedURLException | LinkageError unusable) {
          // said below
        }
      }
      throw new CliException(
          "this Java runtime ("
              + System.getProperty("java.home")
              + ") has no attach API; run"
              + " diag.jar with a JDK, or start the application with -javaagent:diag.jar");
    }
  }

  private static synchronized Class<?> fromTools(File tools)
      throws ClassNotFoundException, MalformedURLException {
    if (fromTools == null) {
      URL[] path = {tools.toURI().toURL()};
      fromTools = Class.forName(MACHINE, true, new URLClassLoader(path));
    }
    return fromTools;
  }

  /** Process id and display name of each JVM that left a record of itself. */
  Map<Long, String> list() throws CliException {
    Map<Long, String> jvms = new TreeMap<>();
    try {
      Class<?> descriptor =
          Class.forName(
              "com.sun.tools.attach.VirtualMachineDescriptor", true, machine.getClassLoader());
      Method id = descriptor.getMethod("id");
      Method displayName = descriptor.getMethod("displayName");
      for (Object jvm : (List<?>) machine.getMethod("list").invoke(null)) {
        jvms.put(Long.parseLong((String) id.invoke(jvm)), String.valueOf(displayName.invoke(jvm)));
      }
      return jvms;
    } catch (ReflectiveOperationException unexpected) {
      throw new CliException("cannot list the JVMs: " + cause(unexpected), unexpected);
    }
  }

  /**
   * Opens a connection to a JVM.
   *
   * @throws InvocationTargetException with what the attach API threw
   */
  Connection attach(TargetProcess target) throws InvocationTargetException {
    SocketLink link = SocketLink.to(target);
    Object vm = null;
    try {
      vm = invoke(null, "attach", String.class, Long.toString(target.pid()));
      return new Connection(vm, link);
    } finally {
      if (vm == null) {
        link.close();
      }
    }
  }

  private Object invoke(Object target, String method, Class<?> type, Object argument)
      throws InvocationTargetException {
    try {
      return machine.getMethod(method, type).invoke(target, argument);
    } catch (NoSuchMethodException | IllegalAccessException unexpected) {
      throw new InvocationTargetException(unexpected);
    }
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  /** An open connection; closing it leaves the JVM as it is. */
  final class Connection implements AutoCloseable {
    private final Object vm;

    /** Each request goes through the socket anew. */
    private final SocketLink link;

    private Connection(Object vm, SocketLink link) {
      this.vm = vm;
      this.link = link;
    }

    Properties systemProperties() throws InvocationTargetException {
      return (Properties) call("getSystemProperties");
    }

    void loadAgent(String jar, String options) throws InvocationTargetException {
      try {
        machine.getMethod("loadAgent", String.class, String.class).invoke(vm, jar, options);
      } catch (InvocationTargetException refused) {
        if (!isSuccessOfJdk8(refused.getCause())) {
          throw refused;
        }
      } catch (NoSuchMethodException | IllegalAccessException unexpected) {
        throw new InvocationTargetException(unexpected);
      }
    }

    /**
     * Runs a diagnostic command of the VM's own, as {@code jcmd} does, without loading anything.
     * Blocks until it is done. Of HotSpot alone, and not part of the public API: diag.jar's
     * manifest has that package exported.
     *
     * @return what it prints; empty if the JVM ended meanwhile
     * @throws InvocationTargetException with what the attach API threw
     * @throws CliException if this runtime's attach API cannot do so
     */
    String command(String line) throws InvocationTargetException, CliException {
      try {
        Method execute = vm.getClass().getMethod("executeJCmd", String.class);
        try (InputStream answer = (InputStream) execute.invoke(vm, line)) {
          return read(answer);
        }
      } catch (NoSuchMethodException | IllegalAccessException notHotSpot) {
        throw new CliException(
            "this Java runtime ("
                + System.getProperty("java.home")
                + ") cannot ask another JVM for its heap; run diag.jar by -jar and with a HotSpot"
                + " JDK",
            notHotSpot);
      } catch (IOException cut) {
        throw new InvocationTargetException(cut);
      }
    }

    private String read(InputStream answer) throws IOException {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = answer.read(buffer); n >= 0; n = answer.read(buffer)) {
        text.write(buffer, 0, n);
      }
      return new String(text.toByteArray(), StandardCharsets.UTF_8);
    }

    /** JDK 8 answers with its return code alone, which newer attach APIs take for a message. */
    private boolean isSuccessOfJdk8(Throwable thrown) {
      return thrown.getClass().getSimpleName().equals("AgentLoadException")
          && "0".equals(thrown.getMessage());
    }

    @Override
    public void close() {
      try {
        call("detach");
      } catch (InvocationTargetException alreadyGone) {
        // the other JVM ended; nothing is left open
      } finally {
        link.close();
      }
    }

    private Object call(String method) throws InvocationTargetException {
      try {
        return machine.getMethod(method).invoke(vm);
      } catch (NoSuchMethodException | IllegalAccessException unexpected) {
        throw new InvocationTargetException(unexpected);
      }
    }
  }
}
