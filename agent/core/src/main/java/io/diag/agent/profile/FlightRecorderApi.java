package io.diag.agent.profile;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code jdk.jfr} by reflection: Java 8 before update 262 and slim runtimes have none. */
final class FlightRecorderApi {
  private static final String RECORDING = "jdk.jfr.Recording";
  private static final String RECORDER = "jdk.jfr.FlightRecorder";

  private FlightRecorderApi() {}

  static boolean isPresent() {
    try {
      type(RECORDING);
      return (Boolean) type(RECORDER).getMethod("isAvailable").invoke(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return false;
    }
  }

  /** The recordings of this JVM, if anybody has used JFR in it; looking begins nothing. */
  static List<Object> recordings() {
    try {
      if (!(Boolean) type(RECORDER).getMethod("isInitialized").invoke(null)) {
        return new ArrayList<>();
      }
      Object recorder = type(RECORDER).getMethod("getFlightRecorder").invoke(null);
      return new ArrayList<>((List<?>) type(RECORDER).getMethod("getRecordings").invoke(recorder));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError none) {
      return new ArrayList<>();
    }
  }

  /**
   * Starts a recording that is kept in memory.
   *
   * @param settings as in {@code jdk.ExecutionSample#enabled=true}
   * @throws IOException with JFR's reason if it refuses
   */
  static Object start(String name, Map<String, String> settings) throws IOException {
    try {
      Class<?> type = type(RECORDING);
      Object recording = type.getConstructor().newInstance();
      boolean started = false;
      try {
        type.getMethod("setName", String.class).invoke(recording, name);
        type.getMethod("setToDisk", boolean.class).invoke(recording, false);
        type.getMethod("setSettings", Map.class).invoke(recording, settings);
        type.getMethod("start").invoke(recording);
        started = true;
        return recording;
      } finally {
        if (!started) {
          close(recording);
        }
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError refused) {
      throw reason(refused);
    }
  }

  static String name(Object recording) {
    try {
      return String.valueOf(type(RECORDING).getMethod("getName").invoke(recording));
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return "unknown";
    }
  }

  /**
   * Writes what was recorded since the last call to a file, through JFR's own repository.
   *
   * @throws IOException if it is not written
   */
  static void dump(Object recording, File to) throws IOException {
    try {
      Class<?> path = Class.forName("java.nio.file.Path");
      type(RECORDING)
          .getMethod("dump", path)
          .invoke(recording, File.class.getMethod("toPath").invoke(to));
    } catch (ReflectiveOperationException | RuntimeException refused) {
      throw reason(refused);
    }
  }

  static void close(Object recording) throws IOException {
    try {
      type(RECORDING).getMethod("close").invoke(recording);
    } catch (ReflectiveOperationException | RuntimeException refused) {
      throw reason(refused);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, ClassLoader.getSystemClassLoader());
  }

  private static IOException reason(Throwable refused) {
    Throwable cause =
        refused instanceof InvocationTargetException && refused.getCause() != null
            ? refused.getCause()
            : refused;
    return new IOException("JFR: " + cause.getMessage(), cause);
  }
}
