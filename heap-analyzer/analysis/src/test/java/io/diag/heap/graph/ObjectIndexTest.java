package io.diag.heap.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.file.ColumnFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectIndexTest {
  private static final int OBJECTS = 20_000;

  @TempDir Path path;
  private final Random random = new Random(5);

  @Test
  void objectsThatLieCloseAreNumberedByTheirAddresses() throws IOException {
    check(3, () -> 0x7_0000_0000L + 8L * random.nextInt(10 * OBJECTS));
  }

  @Test
  void objectsAllOverTheAddressSpaceAreToo() throws IOException {
    check(3, () -> random.nextLong() & ~7L);
  }

  @Test
  void soAreIdsThatAreNoAddresses() throws IOException {
    check(0, () -> 1 + random.nextInt(5 * OBJECTS));
  }

  private void check(int shift, LongSupplier ids) throws IOException {
    TreeSet<Long> sorted = new TreeSet<>(Long::compareUnsigned);
    for (int i = 0; i < OBJECTS; i++) {
      sorted.add(ids.getAsLong());
    }
    List<Long> anyOrder = new ArrayList<>(sorted);
    Collections.shuffle(anyOrder, random);
    try (ColumnFolder folder = ColumnFolder.create(path)) {
      AddressPages pages = new AddressPages(folder, shift, OBJECTS);
      for (long id : anyOrder) {
        assertThat(pages.add(id)).isTrue();
      }
      assertThat(pages.add(anyOrder.get(0))).isFalse();
      ObjectIndex index = ObjectIndex.write(folder, pages, sorted.size());
      int number = 0;
      for (long id : sorted) {
        assertThat(index.number(id)).isEqualTo(number);
        assertThat(index.address(number++)).isEqualTo(id);
      }
      for (int i = 0; i < OBJECTS; i++) {
        long id = ids.getAsLong();
        assertThat(index.number(id) >= 0).isEqualTo(sorted.contains(id));
        assertThat(index.number(random.nextLong() | 1)).isEqualTo(-1);
      }
    }
  }
}
