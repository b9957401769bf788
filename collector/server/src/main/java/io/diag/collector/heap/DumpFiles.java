package io.diag.collector.heap;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of dumps below {@code heap} in the data directory, all of them the owner's alone. A
 * folder is a dump once it has its {@code dump.json}; what has none was cut off and goes. Blocks.
 */
final class DumpFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DumpFiles.class);
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String RECORD = "dump.json";

  private final Path root;

  DumpFiles(Path dataDirectory) throws IOException {
    root = dataDirectory.resolve(FOLDER);
    makeFolder(root);
  }

  /** Below the data directory. */
  static final String FOLDER = "heap";

  /** Those that are whole; what is not is deleted. */
  List<HeapDump> load() throws IOException {
    List<HeapDump> dumps = new ArrayList<>();
    List<Path> folders;
    try (Stream<Path> all = Files.list(root)) {
      folders = all.toList();
    }
    for (Path folder : folders) {
      try {
        dumps.add(MAPPER.readValue(folder.resolve(RECORD).toFile(), HeapDump.class));
      } catch (IOException cutOff) {
        LOG.info("deleting {}, whose dump did not come whole", folder);
        delete(folder);
      }
    }
    return dumps;
  }

  /** Makes the folder of a dump. */
  void make(String id) throws IOException {
    makeFolder(folder(id));
  }

  void save(HeapDump dump) throws IOException {
    Path part = folder(dump.id()).resolve(RECORD + ".part");
    Files.write(part, MAPPER.writeValueAsBytes(dump));
    Files.move(part, folder(dump.id()).resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String id) {
    delete(folder(id));
  }

  /** The dump as it came. */
  Path dump(String id) {
    return folder(id).resolve("dump");
  }

  /** What the analysis came to, as JSON. */
  Path report(String id) {
    return folder(id).resolve("report.json");
  }

  /** Where the analysis works, and leaves what it takes to look at objects. */
  Path index(String id) {
    return folder(id).resolve("index");
  }

  /** Bytes of all files that the analysis left. */
  long indexBytes(String id) throws IOException {
    long bytes = 0;
    List<Path> left;
    try (Stream<Path> all = Files.list(index(id))) {
      left = all.toList();
    }
    for (Path file : left) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  long usableBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", folder, e.toString());
    }
  }

  private Path folder(String id) {
    return root.resolve(id);
  }

  /** Makes a folder that is the owner's alone. */
  static void makeFolder(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
