package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What JDK 17 and 25 print for each collector. */
class HeapUseTest {
  @Test
  void g1SaysItInOneLineAndMetaspaceIsNotCounted() {
    assertHeapInfo(
        43_444,
"""
8841:
 garbage-first heap   total 307200K, used 43444K [0x00000000ed400000, 0x01000000)
  region size 1024K, 10 young (10240K), 2 survivors (2048K)
 Metaspace       used 409K, committed 576K, reserved 1114112K
  class space    used 26K, committed 128K, reserved 1048576K
""");
    assertHeapInfo(
        44_041,
"""
garbage-first heap   total reserved 307200K, committed 307200K, used 44041K [0x0, 0x1)
 region size 1024K, 24 young (24576K), 2 survivors (2048K)
""");
  }

  @Test
  void theGenerationsOfSerialAndParallelAreAddedAndTheirSpacesAreNot() {
    assertHeapInfo(
        46_285 + 1_166,
"""
 def new generation   total 92160K, used 46285K [0x00ed400000, 0x0, 0x0)
  eden space 81920K,  56% used [0x00000000ed400000, 0x0, 0x0)
  from space 10240K,   0% used [0x00000000f2400000, 0x0, 0x0)
 tenured generation   total 204800K, used 1166K [0x00f3800000, 0x0, 0x0)
   the space 204800K,   0% used [0x00000000f3800000, 0x0, 0x0, 0x0)
 Metaspace       used 445K, committed 640K, reserved 1114112K
""");
    assertHeapInfo(
        45_056 + 1_166,
"""
PSYoungGen      total 89600K, used 45056K [0x00000000f9c00000, 0x0, 0x0)
 eden space 76800K, 58% used [0x0,0x0,0x0)
ParOldGen       total 204800K, used 1166K [0x00000000ed400000, 0x0, 0x0)
 object space 204800K, 0% used [0x0,0x0,0x0)
""");
  }

  @Test
  void zgcAndShenandoahAreReadInTheirOwnWords() {
    assertHeapInfo(
        54 << 10,
"""
 ZHeap           used 54M, capacity 300M, max capacity 300M
 Metaspace       used 444K, committed 640K, reserved 1114112K
""");
    assertHeapInfo(
        41_216,
"""
Shenandoah Heap
 300M max, 300M soft max, 300M committed, 41216K used
 1200 x 256K regions
""");
  }

  @Test
  void countersAreAddedWhereTheCommandIsNotThere() {
    assertThat(HeapUse.ofHeapInfo("java.lang.IllegalArgumentException: Unknown diagnostic command"))
        .isEmpty();
    assertThat(
            HeapUse.ofCounters(
"""
sun.gc.generation.0.space.0.capacity=999
sun.gc.generation.0.space.0.used=1000
sun.gc.generation.1.space.0.used=234
sun.gc.metaspace.used=5000
"""))
        .hasValue(1_234);
    assertThat(HeapUse.ofCounters("")).isEmpty();
  }

  private static void assertHeapInfo(long kibibytes, String text) {
    assertThat(HeapUse.ofHeapInfo(text)).as(text).hasValue(kibibytes << 10);
  }
}
