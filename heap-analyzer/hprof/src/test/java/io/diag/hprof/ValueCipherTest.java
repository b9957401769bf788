package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCipherTest {
  private final ValueCipher cipher = new ValueCipher(new SipHash(new byte[16]));

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachValueGetsOneOfItsOwn(int bytes) {
    int values = 1 << (8 * bytes);
    BitSet taken = new BitSet(values);
    for (int value = 0; value < values; value++) {
      taken.set((int) cipher.exchange(value, bytes));
    }
    assertThat(taken.cardinality()).isEqualTo(values);
    assertThat(taken.length()).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8})
  void differentValuesStayDifferentAndEqualOnesEqual(int bytes) {
    long mask = bytes == 8 ? -1 : (1L << (8 * bytes)) - 1;
    Random random = new Random(bytes);
    Set<Long> values = new HashSet<>();
    Set<Long> exchanged = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      long value = random.nextLong() & mask;
      long other = cipher.exchange(value, bytes);
      values.add(value);
      exchanged.add(other);
      assertThat(other & ~mask).isZero();
      assertThat(cipher.exchange(value, bytes)).isEqualTo(other);
    }
    assertThat(exchanged).hasSameSizeAs(values);
  }

  @Test
  void anotherKeyGivesOthers() {
    ValueCipher other = new ValueCipher(RedactionKey.random().hash());
    int same = 0;
    for (int value = 0; value < 10_000; value++) {
      same += cipher.exchange(value, 4) == other.exchange(value, 4) ? 1 : 0;
    }
    assertThat(same).isLessThan(3);
  }
}
