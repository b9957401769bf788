package io.diag.collector.query;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Whose code a frame is, by its package and how it ran. */
public enum FrameOwner {
  JDK,
  FRAMEWORK,
  LIBRARY,
  /** Of no Java package: native code, the kernel, and the JVM itself. */
  NATIVE,
  /** Everything else. */
  APPLICATION;

  /** The packages of all owners but the last two. The UI colours frames by the same list. */
  private static final String PACKAGES = "owners.json";

  private static final Map<String, FrameOwner> BY_PACKAGE = byPackage();
  private static final Set<FrameType> NO_JAVA =
      EnumSet.of(FrameType.NATIVE, FrameType.CPP, FrameType.KERNEL);

  /** Any thread; does not block. */
  public static FrameOwner of(Frame frame) {
    if (NO_JAVA.contains(frame.type())) {
      return NATIVE;
    }
    String name = frame.name().replace('/', '.');
    int method = name.lastIndexOf('.');
    if (method <= 0 || isSymbol(name)) {
      return NATIVE;
    }
    for (int end = packageEnd(name, method); end > 0; end = name.lastIndexOf('.', end - 1)) {
      FrameOwner owner = BY_PACKAGE.get(name.substring(0, end));
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

  private static Map<String, FrameOwner> byPackage() {
    Map<String, FrameOwner> owners = new HashMap<>();
    try (InputStream in = FrameOwner.class.getResourceAsStream(PACKAGES)) {
      Map<String, List<String>> read =
          new JsonMapper()
              .readValue(Objects.requireNonNull(in, PACKAGES), new TypeReference<>() {});
      read.forEach(
          (owner, packages) ->
              packages.forEach(path -> owners.put(path, valueOf(owner.toUpperCase(Locale.ROOT)))));
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    return Map.copyOf(owners);
  }
}
