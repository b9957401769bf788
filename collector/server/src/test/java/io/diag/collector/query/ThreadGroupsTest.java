package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadGroupsTest {
  private final ThreadGroups groups = new ThreadGroups();

  @Test
  void threadsThatDifferOnlyInNumbersAreOneGroup() {
    assertThat(groups.apply("http-epoll-1")).isEqualTo("http-epoll-*");
    assertThat(groups.apply("http-epoll-12")).isEqualTo("http-epoll-*");
    assertThat(groups.apply("pool-3-thread-4")).isEqualTo("pool-*-thread-*");
    assertThat(groups.apply("main")).isEqualTo("main");
    assertThat(groups.apply("C2 CompilerThread0")).isEqualTo("C2 CompilerThread*");
    assertThat(groups.apply("C1 CompilerThread0")).isEqualTo("C1 CompilerThread*");
    assertThat(groups.apply("GC Thread#3")).isEqualTo("GC Thread#*");
  }

  @Test
  void namesWithoutEndBecomeTheOthers() {
    for (int i = 0; i < ThreadGroups.MAX_GROUPS; i++) {
      String letters = Integer.toString(i, 36).replaceAll("\\d", "-");
      groups.apply("GET /orders/" + "x".repeat(i) + letters);
    }
    assertThat(groups.apply("one more")).isEqualTo(ThreadGroups.OTHERS);
    assertThat(groups.apply("GET /orders/-")).isEqualTo("GET /orders/-");
  }
}
