package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.os.SearchPace;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

class SelectorSearchTest {
  private Class<?>[] loaded = {String.class};
  private long classes = 400;
  private long nanos;
  private long cpuNanos;
  private long heldUpNanos;
  private int looks;

  private final SelectorSearch search =
      new SelectorSearch(
          (Instrumentation)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Instrumentation.class},
                  (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getInitiatedClasses");
                    assertThat(arguments[0]).as("the boot loader").isNull();
                    looks++;
                    cpuNanos += 1_000_000;
                    nanos += 1_000_000 + heldUpNanos;
                    return loaded;
                  }),
          new SearchPace(() -> classes, () -> nanos, () -> cpuNanos));

  @Test
  void itIsFoundOnceItIsLoaded() throws Exception {
    assertThat(search.look()).isNull();
    Class<?> target = Class.forName("sun.nio.ch.SelectorImpl", false, null);
    assertThat(Selector.class).isAssignableFrom(target);
    loaded = new Class<?>[] {String.class, target};
    classes++;
    nanos += 5_000_000_000L;
    assertThat(search.look()).isSameAs(target);
    assertThat(search.look()).as("without looking again").isSameAs(target);
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void withoutNewClassesNobodyLooks() {
    search.look();
    nanos += 60_000_000_000L;
    assertThat(search.look()).isNull();
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void lookingTakesNoMoreThanAThousandthOfTheTime() {
    for (int second = 0; second < 100; second++) {
      classes++;
      search.look();
      nanos += 100_000_000;
    }
    assertThat(looks).as("looks of 1 ms within 10 s").isBetween(9, 10);
  }

  @Test
  void oneThatWasKeptFromRunningIsNotTheCostOfALook() {
    heldUpNanos = 50_000_000;
    search.look();
    classes++;
    nanos += 2_000_000_000;
    search.look();
    assertThat(looks).isEqualTo(2);
  }
}
