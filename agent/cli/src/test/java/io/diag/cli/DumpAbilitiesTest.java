package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DumpAbilitiesTest {
  private static final String OLD =
"""
123:
GC.heap_dump
Generate a HPROF format dump of the Java heap.

Syntax : GC.heap_dump [options] <filename>

Arguments:
\tfilename :  Name of the dump file (STRING, no default value)

\t-all : [optional] Dump all objects, including unreachable objects (BOOLEAN, false)
""";
  private static final String SINCE_17 =
      OLD + "\t-overwrite : [optional] If specified, the dump file will be overwritten\n";
  private static final String SINCE_22 =
      SINCE_17 + "\t-parallel : [optional] Number of parallel threads to use for heap dump.\n";

  @Test
  void anOldJdkCannotWriteIntoWhatIsThere() {
    DumpAbilities abilities = DumpAbilities.of(OLD);
    assertThat(abilities.isOffered()).isTrue();
    assertThat(abilities.againstPipe()).startsWith("is too old");
    assertThat(abilities.writesSegments()).isFalse();
  }

  @Test
  void between17And21APipeWorks() {
    assertThat(DumpAbilities.of(SINCE_17).againstPipe()).isNull();
    assertThat(DumpAbilities.of(SINCE_17).writesSegments()).isFalse();
  }

  @Test
  void aNewJdkNeedsADiskForItsSegments() {
    assertThat(DumpAbilities.of(SINCE_22).writesSegments()).isTrue();
    assertThat(DumpAbilities.of(SINCE_22).againstPipe()).startsWith("writes the objects to a file");
  }

  @Test
  void aJvmThatKnowsNoSuchCommandOffersNoDump() {
    assertThat(DumpAbilities.of("Help unavailable for 'GC.heap_dump'").isOffered()).isFalse();
  }
}
