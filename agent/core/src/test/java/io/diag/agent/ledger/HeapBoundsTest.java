package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code GC.heap_info} printed on JDK 17 and 25. */
class HeapBoundsTest {
  @Test
  void g1PrintsOneRange() {
    isFromTo(
        " garbage-first heap   total 147456K, used 42599K [0x00000000e0000000, 0x0000000100000000)",
        0xe0000000L,
        0x100000000L);
  }

  @Test
  void parallelPrintsTheYoungGenerationFirstThoughItIsAbove() {
    isFromTo(
        """
         PSYoungGen      total 113152K, used 3891K [0x00000000f5580000, 0x00000000fd380000, 0x0000000100000000)
          eden space 97280K, 4% used [0x00000000f5580000,0x00000000f594ccf0,0x00000000fb480000)
         ParOldGen       total 258048K, used 21306K [0x00000000e0000000, 0x00000000efc00000, 0x00000000f5580000)
          object space 258048K, 8% used [0x00000000e0000000,0x00000000e14ce940,0x00000000efc00000)
         Metaspace       used 1014K, committed 1216K, reserved 1114112K
        """,
        0xe0000000L, 0x100000000L);
  }

  @Test
  void serialPrintsBothGenerations() {
    isFromTo(
        """
        DefNew     total 116224K, used 5168K [0x00000000e0000000, 0x00000000e7e10000, 0x00000000eaaa0000)
         eden space 103360K,   5% used [0x00000000e0000000, 0x00000000e050c038, 0x00000000e64f0000)
        Tenured    total 258048K, used 22135K [0x00000000eaaa0000, 0x00000000fa6a0000, 0x0000000100000000)
        """,
        0xe0000000L, 0x100000000L);
  }

  @Test
  void shenandoahPrintsItsReservation() {
    isFromTo(
        """
        Shenandoah Heap
         512M max, 512M soft max, 27904K committed, 22655K used
        Reserved region:
         - [0x00000000e0000000, 0x0000000100000000)\s
        Collection set:
         - map (vanilla): 0x0000000000004800
        """,
        0xe0000000L,
        0x100000000L);
  }

  @Test
  void zgcPrintsNoPlace() {
    HeapBounds bounds = HeapBounds.parse("ZHeap  used 36M, capacity 378M, max capacity 512M");
    assertThat(bounds.isKnown()).isFalse();
    assertThat(bounds.hold(at(0))).isFalse();
  }

  private static void isFromTo(String text, long start, long end) {
    HeapBounds bounds = HeapBounds.parse(text);
    assertThat(bounds.isKnown()).isTrue();
    assertThat(bounds.hold(at(start))).isTrue();
    assertThat(bounds.hold(at(end - 4096))).isTrue();
    assertThat(bounds.hold(at(start - 4096))).isFalse();
    assertThat(bounds.hold(at(end))).isFalse();
  }

  private static Mapping at(long start) {
    String line =
        Long.toHexString(start) + "-" + Long.toHexString(start + 4096) + " rw-p 0 00:00 0";
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    Mapping mapping = new Mapping();
    mapping.begin(bytes, bytes.length);
    return mapping;
  }
}
