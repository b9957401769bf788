package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProfileNotesTest {
  @Test
  void aShareThatIsThereIsNeverToldAsNothing() {
    assertThat(ProfileNotes.percent(0.000_01)).isEqualTo("Less than 0.1%");
    assertThat(ProfileNotes.percent(0.001)).isEqualTo("0.1%");
    assertThat(ProfileNotes.percent(0.123_4)).isEqualTo("12.3%");
  }
}
