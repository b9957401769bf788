package io.diag.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.heap.dominator.DominatorTree;
import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import io.diag.hprof.dump.InstanceSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shapes on which a method that recurses overflows, or one that is quadratic takes hours. */
@Timeout(120)
class HeapShapesTest {
  private static final int MANY = 100_000;

  @TempDir Path folder;
  private final DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
  private final ClassSpec object = heap.type("java.lang.Object");

  @Test
  void aLongListWithSharedValues() throws IOException {
    ClassSpec node =
        heap.type("com.acme.Node")
            .field("next", BasicType.OBJECT)
            .field("own", BasicType.OBJECT)
            .field("shared", BasicType.OBJECT);
    ClassSpec value = heap.type("com.acme.Value").field("inner", BasicType.OBJECT);
    InstanceSpec[] shared = new InstanceSpec[100];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = heap.instance(value).set("inner", heap.instance(object));
    }
    InstanceSpec next = null;
    for (int i = 0; i < MANY; i++) {
      InstanceSpec at = heap.instance(node).set("shared", shared[i % shared.length]);
      at.set("own", heap.instance(value));
      if (next != null) {
        at.set("next", next);
      }
      next = at;
    }
    heap.root(RootKind.JNI_GLOBAL, next.id());
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.retained(next.id())).isEqualTo(MANY * (24 + 16L) + 100 * (16 + 16));
      assertThat(dump.retained(shared[7].id())).isEqualTo(16 + 16);
      assertThat(dump.row("com.acme.Node").retainedBytes()).isEqualTo(dump.retained(next.id()));
    }
  }

  @Test
  void aListLinkedBothWaysFromBothEnds() throws IOException {
    ClassSpec node =
        heap.type("com.acme.Node").field("next", BasicType.OBJECT).field("last", BasicType.OBJECT);
    InstanceSpec first = heap.instance(node);
    InstanceSpec at = first;
    for (int i = 1; i < MANY; i++) {
      InstanceSpec next = heap.instance(node).set("last", at);
      at.set("next", next);
      at = next;
    }
    heap.root(RootKind.JNI_GLOBAL, first.id());
    heap.root(RootKind.JNI_GLOBAL, at.id());
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.row("com.acme.Node").retainedBytes()).isEqualTo(24L * MANY);
      assertThat(dump.retained(first.id())).isEqualTo(24);
      assertThat(dump.analysis().totals().topCount(type(dump, "com.acme.Node"))).isEqualTo(MANY);
    }
  }

  @Test
  void anObjectWithVeryManyReferences() throws IOException {
    InstanceSpec[] elements = new InstanceSpec[100];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = heap.instance(object);
    }
    long[] ids = new long[20 * MANY];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = elements[i % elements.length].id();
    }
    long array = heap.references(object, ids);
    heap.root(RootKind.JNI_GLOBAL, array);
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.retained(array)).isEqualTo(16 + 4L * ids.length + 100 * 16);
      assertThat(dump.analysis().tree().dominator(dump.number(elements[5].id())))
          .isEqualTo(dump.number(array));
    }
  }

  @Test
  void aDeepTreeWhoseLeavesAreShared() throws IOException {
    ClassSpec node =
        heap.type("com.acme.Node").field("a", BasicType.OBJECT).field("b", BasicType.OBJECT);
    InstanceSpec leaf = heap.instance(object);
    InstanceSpec below = heap.instance(node).set("a", leaf).set("b", leaf);
    for (int i = 1; i < MANY; i++) {
      InstanceSpec side = heap.instance(node).set("a", below).set("b", leaf);
      below = heap.instance(node).set("a", below).set("b", side);
    }
    heap.root(RootKind.JNI_GLOBAL, below.id());
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.retained(below.id())).isEqualTo(24L * (2 * MANY - 1) + 16);
      assertThat(dump.analysis().tree().dominator(dump.number(leaf.id())))
          .isEqualTo(dump.number(below.id()));
    }
  }

  @Test
  void whatNoRootReachesIsCountedAndRetainsNothing() throws IOException {
    ClassSpec node = heap.type("com.acme.Node").field("next", BasicType.OBJECT);
    InstanceSpec lost = heap.instance(node);
    lost.set("next", heap.instance(node).set("next", lost));
    try (Analysed dump = Analysed.of(heap.build(), folder)) {
      assertThat(dump.report().unreachableObjects()).isEqualTo(2);
      assertThat(dump.report().unreachableBytes()).isEqualTo(2 * 16);
      assertThat(dump.retained(lost.id())).isZero();
      assertThat(dump.analysis().tree().dominator(dump.number(lost.id())))
          .isEqualTo(DominatorTree.UNREACHABLE);
      assertThat(dump.row("com.acme.Node").count()).isEqualTo(2);
    }
  }

  private static int type(Analysed dump, String name) {
    int[] types =
        java.util.stream.IntStream.range(0, dump.analysis().graph().classes().size())
            .filter(type -> dump.analysis().graph().classes().get(type).name().equals(name))
            .toArray();
    assertThat(types).hasSize(1);
    return types[0];
  }
}
