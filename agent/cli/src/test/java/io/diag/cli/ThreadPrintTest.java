package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadPrintTest {
  @Test
  void javaThreadsAreNamedWhateverTheirNamesHold() {
    String print =
"""
"main" #1 prio=5 os_prio=0 cpu=58.29ms elapsed=9.1s tid=0x7 nid=0x1 waiting
   java.lang.Thread.State: TIMED_WAITING (sleeping)
\tat java.lang.Thread.sleep(java.base@17.0.15/Native Method)

"pool "a" #3" #27 [1234] daemon prio=5 os_prio=0 cpu=0.1ms
"VM Thread" os_prio=0 cpu=3.1ms elapsed=9.1s tid=0x7 nid=0x2 runnable
""";
    assertThat(ThreadPrint.names(print)).containsExactly("main", "pool \"a\" #3");
  }
}
