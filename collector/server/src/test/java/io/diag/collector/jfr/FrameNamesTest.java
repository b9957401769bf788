package io.diag.collector.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNamesTest {
  @ParameterizedTest
  @CsvSource({
    "com/acme/Codec, encode, com.acme.Codec.encode",
    "com/acme/Codec$Inner, <init>, com.acme.Codec$Inner.<init>",
    "com/acme/A$$Lambda$14/0x0000000800c03000, run, com.acme.A$$Lambda.run",
    "com/acme/A$$Lambda.0x00007f8177090218, run, com.acme.A$$Lambda.run",
    "com/acme/A$$Lambda+0x00007f8177090218/543846639, run, com.acme.A$$Lambda.run",
    "com/acme/A$$Lambda$7/12345, run, com.acme.A$$Lambda.run",
    "java/lang/invoke/LambdaForm$MH.0x0000000800c03000, invoke,"
        + " java.lang.invoke.LambdaForm$MH.invoke",
    "jdk/internal/reflect/GeneratedMethodAccessor12, invoke,"
        + " jdk.internal.reflect.GeneratedMethodAccessor.invoke",
    "com/acme/V2/Codec9, encode0x1, com.acme.V2.Codec9.encode0x1",
    "'', __libc_write, __libc_write",
    "com/acme/Codec, '', com.acme.Codec"
  })
  void theSameCodeHasTheSameNameInEveryRun(String type, String method, String name) {
    assertThat(FrameNames.of(type, method)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "[B, byte[]",
    "[[J, long[][]",
    "[Ljava/lang/String;, java.lang.String[]",
    "java/util/HashMap$Node, java.util.HashMap$Node",
    "byte[], byte[]",
    "com/acme/A$$Lambda+0x00007f8177090218, com.acme.A$$Lambda",
    "'', ''"
  })
  void classesHaveTheNamesThatPeopleWrite(String type, String name) {
    assertThat(FrameNames.type(type)).isEqualTo(name);
  }
}
