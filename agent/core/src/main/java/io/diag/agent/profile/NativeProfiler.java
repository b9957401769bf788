package io.diag.agent.profile;

import io.diag.agent.os.ScratchFolder;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * async-profiler in this JVM. The library is unpacked to the first folder from which it loads, or
 * into memory where none allows it, and its file removed at once; the launcher keeps it for later
 * agents, since it cannot be unloaded.
 */
public final class NativeProfiler {
  private final BinaryOperator<String> resident;
  private final List<File> folders;
  private final String platform;

  /**
   * @param resident the launcher's door to the library: verbs loaded, load, execute, memory and
   *     forget
   * @param folders where to try, best first
   * @param platform as in {@code linux-x64}
   */
  public NativeProfiler(BinaryOperator<String> resident, List<File> folders, String platform) {
    this.resident = resident;
    this.folders = folders;
    this.platform = platform;
  }

  /** Which of the bundled libraries suits this system, as in {@code linux-x64}. */
  public static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(java.util.Locale.ROOT);
    String arch =
        osArch.equals("amd64") || osArch.equals("x86_64")
            ? "x64"
            : osArch.equals("aarch64") ? "arm64" : osArch;
    return (os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "macos" : os) + "-" + arch;
  }

  /** From where the library was loaded, or null while it was not. */
  public String loadedFrom() {
    return resident.apply("loaded", null);
  }

  /**
   * Loads the library unless it is loaded.
   *
   * @throws IOException naming every folder that was tried and why it did not work
   */
  public void load() throws IOException {
    if (loadedFrom() != null) {
      return;
    }
    StringBuilder tried = new StringBuilder();
    for (File parent : folders) {
      try (ScratchFolder scratch = ScratchFolder.create(parent)) {
        File library = scratch.file("libasyncProfiler.so");
        unpack(library);
        if (resident.apply("load", library.getCanonicalPath()) != null) {
          return;
        }
      } catch (UnsupportedPlatformException never) {
        throw never;
      } catch (IOException | LinkageError | RuntimeException refused) {
        // also IllegalCallerException, with --illegal-native-access=deny
        add(tried, refused);
      }
    }
    try (MemoryFile memory = MemoryFile.create(resident)) {
      unpack(memory.path());
      if (resident.apply("load", memory.path().getPath()) != null) {
        return;
      }
    } catch (UnsupportedPlatformException never) {
      throw never;
    } catch (IOException | LinkageError | RuntimeException refused) {
      add(tried, refused);
    }
    throw new IOException("the native profiler cannot be loaded" + tried);
  }

  /** A JVM that forbids native access says so of each folder. */
  private static void add(StringBuilder tried, Throwable refused) {
    String reason = "; " + refused.getMessage();
    if (tried.indexOf(reason) < 0) {
      tried.append(reason);
    }
  }

  /**
   * Runs a command of async-profiler and returns what it prints.
   *
   * @throws IllegalStateException with its own message if it refuses
   */
  public String execute(String command) {
    if (command.contains(",nativemem=") && MemoryFile.isPath(loadedFrom())) {
      // it looks up its own imports in its own file, and ends the process when it has none
      throw new IllegalStateException(
          "native memory cannot be sampled where the profiler had to be loaded from memory, because"
              + " no folder allows execution");
    }
    return resident.apply("execute", command);
  }

  private void unpack(File to) throws IOException {
    String resource = platform + "/libasyncProfiler.so";
    try (InputStream in = NativeProfiler.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new UnsupportedPlatformException("no native profiler is bundled for " + platform);
      }
      try (OutputStream out = new FileOutputStream(to)) {
        byte[] buffer = new byte[16 << 10];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
        }
      }
    }
  }

  /** No folder would help. */
  static final class UnsupportedPlatformException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsupportedPlatformException(String message) {
      super(message);
    }
  }
}
