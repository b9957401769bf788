package io.diag.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ProfilerModuleTest {
  @Test
  void withoutAJarTheClassOfTheClassPathServes() {
    // here the classes are in a folder, as they are in no jar once it was removed
    assertThat(ProfilerModule.define()).isExactlyInstanceOf(NativeProfiler.class);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  void itIsNotCalledForWhereTheJdkRestrictsNothing() {
    assertThat(ProfilerModule.isCalledFor()).isFalse();
  }
}
