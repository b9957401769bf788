package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileNotesTest {
  @Test
  void aShareThatIsThereIsNeverToldAsNothing() {
    assertThat(ProfileNotes.percent(0.000_01)).isEqualTo("Less than 0.1%");
    assertThat(ProfileNotes.percent(0.001)).isEqualTo("0.1%");
    assertThat(ProfileNotes.percent(0.123_4)).isEqualTo("12.3%");
  }

  /** As async-profiler names it on JDK 21, 25 and 27. */
  @Test
  void whereAStackIsCutIsKnownByTheNameOfEveryJdk() {
    assertThat(
            List.of(
                "Cont thaw return barrier",
                "StubRoutines (1)::cont_returnBarrier",
                "cont_returnBarrier_stub (stub gen)"))
        .allMatch(ProfileNotes::isReturnBarrier);
    assertThat(ProfileNotes.isReturnBarrier("java.lang.VirtualThread.run")).isFalse();
  }
}
