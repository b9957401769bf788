package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
  private static final byte[] KEY = counting(16);

  @Test
  void givesTheValuesOfItsAuthors() {
    // vectors_sip64 of the reference implementation: texts 00, 00 01, ... under the key 00 to 0F
    SipHash hash = new SipHash(KEY);
    long first = 0x0706_0504_0302_0100L;
    assertThat(hash.hash(0x06_0504_0302_0100L)).isEqualTo(0xab0200f58b01d137L);
    assertThat(hash.hash(first, counting(8), 8, 0)).isEqualTo(0x93f5f5799a932462L);
    assertThat(hash.hash(first, counting(15), 8, 7)).isEqualTo(0xa129ca6149be45e5L);
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
