package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeProfilerTest {
  @TempDir File folder;

  /** As with --illegal-native-access=deny, which throws neither an error nor an IOException. */
  @Test
  void whateverTheJvmRefusesWithIsSaidOnceSoThatAnotherSourceCanTakeOver() {
    NativeProfiler profiler =
        new NativeProfiler(
            (verb, argument) -> {
              if (verb.equals("loaded")) {
                return null;
              }
              throw new IllegalStateException("native access is denied");
            },
            Arrays.asList(folder, folder),
            "linux-x64");
    assertThatThrownBy(profiler::load)
        .isInstanceOf(IOException.class)
        .hasMessage("the native profiler cannot be loaded; native access is denied");
  }
}
