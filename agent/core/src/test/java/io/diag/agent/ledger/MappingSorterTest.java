package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingSorterTest {
  private static final HeapBounds HEAP = HeapBounds.parse("[0xe0000000, 0x100000000)");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "e0000000-e1000000 rw-p 00000000 00:00 0, HEAP",
    "ffe00000-ffe75000 rw-p 00c77000 fe:00 3 /jdk/lib/server/classes.jsa, HEAP",
    "100000000-100001000 rw-p 00000000 00:00 0,",
    "40000000000-40017a00000 rw-s 00000000 00:01 9 /memfd:java_heap (deleted), HEAP",
    "7f0000000000-7f0000100000 rwxp 00000000 00:00 0, CODE",
    "7f0000000000-7f0000100000 rw-p 00000000 00:00 0,",
    "561191d27000-561191d28000 rw-p 00000000 00:00 0 [heap],",
    "7f0000000000-7f0000100000 rw-p 00000000 00:00 0 [anon: glibc: malloc arena],",
    "7f0000000000-7f0000100000 rw-p 00000000 00:00 0 [anon: glibc: pthread stack: 7], STACKS",
    "7ffe3ab6d000-7ffe3ab8e000 rw-p 00000000 00:00 0 [stack], STACKS",
    "7f8a3375e000-7f8a33760000 r-xp 00000000 00:00 0 [vdso], FILES",
    "7f8a33758000-7f8a3375c000 r--p 00000000 00:00 0 [vvar_vclock], FILES",
    "7f0000000000-7f0000100000 r-xp 00000000 fe:00 5 /app/data/strange name, FILES",
    "7f0000000000-7f0000100000 rw-p 00000000 fe:00 5 /usr/lib/libc.so.6, FILES",
    "7f0000000000-7f0000100000 r--p 00000000 fe:00 5 /tmp/libasync.so (deleted), FILES",
    "7f0000000000-7f0000100000 r--s 00000000 fe:00 5 /jdk/lib/modules, FILES",
    "7f0000000000-7f0000100000 r--s 00000000 fe:00 5 /app/lib/app.jar, FILES",
    "7f0000000000-7f0000100000 r--p 00000000 fe:00 5 /usr/lib/locale/C.utf8/LC_TIME, FILES",
    "7f0000000000-7f0000100000 rw-s 00000000 fe:00 5 /tmp/hsperfdata_app/17, FILES",
    "7f0000000000-7f0000100000 r--s 00000000 fe:00 5 /var/lib/lucene/_0.cfs, MAPPED",
    "7f0000000000-7f0000100000 rw-s 00000000 fe:00 5 /data/a journal.dat (deleted), MAPPED",
    "7f0000000000-7f0000100000 rw-s 00000000 00:01 5 /memfd:ring (deleted), SHARED",
    "7f0000000000-7f0000100000 rw-s 00000000 00:19 5 /dev/shm/aeron/log, SHARED",
    "7f0000000000-7f0000100000 rw-s 00000000 00:01 5 /dev/zero (deleted), SHARED",
    "7f0000000000-7f0000100000 rw-s 00000000 00:0f 5 /SYSV00000000 (deleted), SHARED",
    "7f0000000000-7f0000100000 rw-s 00000000 00:01 5, SHARED",
    "7f0000000000-7f0000100000 r--p 00000000 00:0e 5 anon_inode:[io_uring], SHARED",
    "7fff00000000-7fff00001000 rw-p 00000000 00:00 0 [uprobes], UNNAMED",
    "7f0000000000-7f0000100000 rw-p 00000000 00:01 5, UNNAMED",
  })
  void itIsToldByPlaceRightsAndName(String line, Region region) {
    assertThat(new MappingSorter(HEAP, new StackFinder(1 << 20)).sort(mapping(line)))
        .isEqualTo(region);
  }

  private static Mapping mapping(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    Mapping mapping = new Mapping();
    mapping.begin(bytes, bytes.length);
    return mapping;
  }
}
