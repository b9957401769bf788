package io.diag.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJarTest {
  @TempDir private Path folder;
  private Path path;
  private OwnJar jar;

  @BeforeEach
  void write() throws IOException {
    path = Files.write(folder.resolve("a.jar"), new byte[100_000]);
    jar = OwnJar.of(path);
  }

  @Test
  void otherBytesInTheSameFileAreNoticed() throws IOException {
    assertThat(jar.isOverwritten()).isFalse();
    byte[] other = new byte[100_000];
    other[99_000] = 1;
    Files.write(path, other);
    touch();
    assertThat(jar.isOverwritten()).isTrue();
    Files.write(path, new byte[99_999]);
    assertThat(jar.isOverwritten()).isTrue();
  }

  @Test
  void aNewTimeAloneIsNoChange() throws IOException {
    touch();
    assertThat(jar.isOverwritten()).isFalse();
  }

  @Test
  void anotherFileInItsPlaceOrNoneLeavesTheOpenOneAsItIs() throws IOException {
    Path other = Files.write(folder.resolve("b.jar"), new byte[7]);
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    assertThat(jar.isOverwritten()).isFalse();
    Files.delete(path);
    assertThat(jar.isOverwritten()).isFalse();
  }

  private void touch() throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_700_000_000_000L));
  }
}
