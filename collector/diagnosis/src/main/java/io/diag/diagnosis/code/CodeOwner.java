package io.diag.diagnosis.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Whose code a frame of a stack is, by its package. */
public enum CodeOwner {
  JDK,
  FRAMEWORK,
  LIBRARY,
  /** Of no Java package: native code, the kernel, and the JVM itself. */
  NATIVE,
  /** Everything else. */
  APPLICATION;

  /**
   * The packages of all owners but the last two: a line each, the owner before it. The UI colours
   * frames by the same list.
   */
  private static final String PACKAGES = "owners.txt";

  private static final Map<String, CodeOwner> BY_PACKAGE = byPackage();

  /**
   * The owner. Any thread; does not block.
   *
   * @param frame {@code pkg.Class.method}, also with slashes, or the plain symbol of native code
   */
  public static CodeOwner of(String frame) {
    String name = frame.replace('/', '.');
    int method = name.lastIndexOf('.');
    if (method <= 0 || isSymbol(name)) {
      return NATIVE;
    }
    for (int end = packageEnd(name, method); end > 0; end = name.lastIndexOf('.', end - 1)) {
      CodeOwner owner = BY_PACKAGE.get(name.substring(0, end));
      if (owner != null) {
        return owner;
      }
    }
    return APPLICATION;
  }

  /**
   * As {@code GangWorker::run}, {@code byte[]}, {@code [unknown]} or {@code start_thread (libc)}.
   */
  private static boolean isSymbol(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isWhitespace(c) || "[(:*&".indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Before the first part with a capital, which is the class; without one, before the last. */
  private static int packageEnd(String name, int method) {
    int end = -1;
    for (int start = 0; start < method; start = name.indexOf('.', start) + 1) {
      char first = name.charAt(start);
      if ((first >= 'A' && first <= 'Z') || first == '_' || first == '$') {
        return start - 1;
      }
      end = start - 1;
    }
    return end;
  }

  private static Map<String, CodeOwner> byPackage() {
    Map<String, CodeOwner> owners = new HashMap<>();
    try (InputStream in = CodeOwner.class.getResourceAsStream(PACKAGES);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        owners.put(parts[1], valueOf(parts[0].toUpperCase(Locale.ROOT)));
      }
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    return Collections.unmodifiableMap(owners);
  }
}
