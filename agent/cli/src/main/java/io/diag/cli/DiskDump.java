package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM writes a file of its own, which is then brought to where it is wanted: renamed if it is
 * wanted as it is and lies beside, else read and written. The JVM stands still for the first part
 * only.
 */
final class DiskDump implements DumpWay {
  private static final long CHECK_MILLIS = 200;

  /** JDK 22 and newer join their files once more on the disk before they remove them. */
  private static final int WITH_SEGMENTS = 2;

  private final DumpTarget target;
  private final DumpFolder folder;
  private final String needs;
  private final OutputFile output;
  private final DumpWriter writer;
  private final String[] options;
  private volatile boolean closed;

  private DiskDump(
      DumpTarget target,
      DumpFolder folder,
      String needs,
      OutputFile output,
      DumpWriter writer,
      String[] options) {
    this.target = target;
    this.folder = folder;
    this.needs = needs;
    this.output = output;
    this.writer = writer;
    this.options = options;
  }

  /**
   * Finds a place: beside the file if the JVM can write there, else one of its temporary folders
   * that is on a disk.
   *
   * @throws CliException if none has room for the whole dump
   */
  static DiskDump prepare(
      DumpTarget target,
      DumpAbilities abilities,
      HeapEstimate estimate,
      OutputFile output,
      DumpWriter writer,
      String[] options)
      throws CliException {
    long dump = estimate.fileBytes();
    long written = abilities.writesSegments() ? WITH_SEGMENTS * dump : dump;
    checkOutput(output, dump);
    String trouble = "it has no folder on a disk that is seen here";
    long mostFree = -1;
    for (File parent : parents(target, output)) {
      Path seen = target.process().seen(parent.getPath());
      boolean stays = writer.isVerbatim() && isBeside(parent, output) && isOwn(target);
      long bytes = stays || !isSameDisk(seen, output) ? written : Math.max(written, 2 * dump);
      long free = seen.toFile().getUsableSpace();
      if (free - HeapEstimate.FLOOR_BYTES < bytes) {
        if (free > mostFree) {
          mostFree = free;
          trouble = missing(bytes, parent.getPath(), free);
        }
        continue;
      }
      try {
        DumpFolder folder = DumpFolder.create(target.process(), parent);
        String needs =
            String.format(
                "up to %s are written below %s, where %s are free",
                HeapEstimate.megabytes(bytes), parent, HeapEstimate.megabytes(free));
        return new DiskDump(target, folder, needs, output, writer, options);
      } catch (IOException unusable) {
        trouble = mostFree < 0 ? unusable.getMessage() : trouble;
      }
    }
    throw new CliException(
        "the heap of JVM "
            + target.pid()
            + " does not fit on a disk: "
            + trouble
            + "; make room, choose another place with --out, or try --via pipe");
  }

  /**
   * @throws CliException if the place of the file has no room for the dump
   */
  static void checkOutput(OutputFile output, long dumpBytes) throws CliException {
    File parent = output.partial().getParent().toFile();
    long free = parent.getUsableSpace();
    if (free - HeapEstimate.FLOOR_BYTES < dumpBytes) {
      throw new CliException(
          "the dump does not fit: "
              + missing(dumpBytes, parent.getPath(), free)
              + "; choose another place with --out");
    }
  }

  @Override
  public String needs() {
    return needs;
  }

  @Override
  public double run(Progress progress) throws CliException {
    RemoteDump dump = new RemoteDump(target, folder.path(), options);
    dump.start();
    boolean full = false;
    while (!dump.await(CHECK_MILLIS)) {
      full |= folder.usableBytes() < HeapEstimate.FLOOR_BYTES;
      if (full) {
        folder.empty();
      }
      progress.say(
          "writing the heap of "
              + target.pid()
              + ": "
              + HeapEstimate.megabytes(folder.writtenBytes())
              + ", "
              + (long) dump.seconds()
              + " s");
    }
    if (full) {
      throw new CliException(
          "less than 64 MB were left below "
              + folder.path()
              + ", so the dump was given up; nothing was written");
    }
    dump.check();
    bring(progress);
    return dump.seconds();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      folder.close();
    }
  }

  private void bring(Progress progress) throws CliException {
    progress.say("bringing the dump to " + output.file());
    try {
      if (writer.isVerbatim()
          && isOwn(target)
          && isBeside(new File(folder.path()).getParentFile().getParentFile(), output)) {
        Files.move(folder.file(), output.partial(), StandardCopyOption.REPLACE_EXISTING);
      } else {
        try (InputStream in = Files.newInputStream(folder.file())) {
          writer.write(in);
        }
      }
    } catch (IOException unreadable) {
      throw new CliException(
          "the heap of JVM "
              + target.pid()
              + " cannot be brought to "
              + output.file()
              + ": "
              + unreadable.getMessage()
              + "; nothing was written",
          unreadable);
    }
  }

  /** As the JVM sees them, best first; one in memory only if the file is wanted there. */
  private static List<File> parents(DumpTarget target, OutputFile output) throws CliException {
    List<File> parents = new ArrayList<>();
    File beside = output.partial().getParent().toFile();
    // the path to a place of root's own may be closed to another user's JVM
    if (isOwn(target) && isSame(target.process().seen(beside.getPath()), beside.toPath())) {
      parents.add(beside);
    }
    for (File folder : ReplyFiles.folders(target.properties(), target.process())) {
      if (!isInMemory(target.process().seen(folder.getPath()))) {
        parents.add(folder);
      }
    }
    parents.removeIf(folder -> folder.getPath().matches("(?s).*[\"\\n].*"));
    return parents;
  }

  private static boolean isBeside(File parent, OutputFile output) {
    return parent.equals(output.partial().getParent().toFile());
  }

  /** What another user's JVM writes is that user's. */
  private static boolean isOwn(DumpTarget target) {
    return target.process().owner().equals(TargetProcess.own().owner());
  }

  private static boolean isSame(Path theirs, Path ours) {
    try {
      return Files.isSameFile(theirs, ours);
    } catch (IOException unseen) {
      return false;
    }
  }

  private static boolean isSameDisk(Path folder, OutputFile output) {
    try {
      return Files.getAttribute(folder, "unix:dev")
          .equals(Files.getAttribute(output.partial().getParent(), "unix:dev"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return true; // the one that needs more
    }
  }

  private static boolean isInMemory(Path folder) {
    try {
      return Files.getFileStore(folder).type().matches("tmpfs|ramfs");
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String missing(long bytes, String folder, long free) {
    return "it may take "
        + HeapEstimate.megabytes(bytes)
        + " and leave 64 MB, and "
        + folder
        + " has "
        + HeapEstimate.megabytes(free)
        + " free";
  }
}
