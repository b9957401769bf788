package io.diag.heap.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseColumnTest {
  @TempDir Path path;

  @Test
  void everyNumberIsReadAsItWasWrittenAlsoByTheNext() throws IOException {
    Random random = new Random(5);
    for (int rows : new int[] {1, 63, 64, 511, 512, 513, 100_000}) {
      long[] expected = numbers(rows, random);
      try (ColumnFolder folder = ColumnFolder.create(path.resolve("rows" + rows))) {
        SparseColumn.Writer writer = new SparseColumn.Writer(folder, "x", rows);
        for (int row = 0; row < rows; row++) {
          if (expected[row] >= 0) {
            writer.add(row, expected[row]);
          }
        }
        SparseColumn column = writer.finish();
        check(column, expected);
        folder.flush();
      }
      try (ColumnFolder folder = ColumnFolder.open(path.resolve("rows" + rows))) {
        check(SparseColumn.open(folder, "x", rows), expected);
      }
    }
  }

  @Test
  void aSmallNumberTakesTwoBytes() throws IOException {
    Path made = path.resolve("small");
    try (ColumnFolder folder = ColumnFolder.create(made)) {
      SparseColumn.Writer writer = new SparseColumn.Writer(folder, "x", 200_000);
      for (int row = 0; row < 200_000; row += 2) {
        writer.add(row, row % 60_000);
      }
      writer.finish();
      folder.flush();
    }
    assertThat(Files.size(made.resolve("x.small"))).isEqualTo(200_000);
    assertThat(Files.size(made.resolve("x.large"))).isZero();
  }

  private static long[] numbers(int rows, Random random) {
    long[] numbers = new long[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] =
          switch (random.nextInt(6)) {
            case 0 -> Character.MAX_VALUE - 1 + random.nextInt(3);
            case 1 -> random.nextLong() >>> 1;
            case 2 -> 0;
            case 3 -> random.nextInt(70_000);
            default -> -1;
          };
    }
    return numbers;
  }

  private static void check(SparseColumn column, long[] expected) {
    for (int row = 0; row < expected.length; row++) {
      assertThat(column.get(row)).as("row %d of %d", row, expected.length).isEqualTo(expected[row]);
    }
  }
}
