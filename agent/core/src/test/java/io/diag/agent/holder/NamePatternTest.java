package io.diag.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "pool-3-thread-12, pool-*-thread-*",
    "http-nio-8080-exec-5, http-nio-*-exec-*",
    "main, main",
    "feed, feed",
    "deadbeef, deadbeef",
    "worker-a3f90c17, worker-*",
    "/data/00012/a1.idx, /data/*/a*.idx",
    "/data/3f2504e0-4f89-11d3-9a0c-0305e82c3301.log, /data/*-*f*-*d*-*a*c-*.log",
    "mapped1234567890.tmp, mapped*.tmp",
    "42, *"
  })
  void namesThatDifferByANumberAreOne(String name, String pattern) {
    assertThat(NamePattern.of(name)).isEqualTo(pattern);
  }
}
