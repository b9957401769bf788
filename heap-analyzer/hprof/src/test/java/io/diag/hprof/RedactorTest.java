package io.diag.hprof;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {
  private static final String SECRET = "correct horse battery staple";
  private static final String WIDE_SECRET = "пароль: лошадь";
  private static final String LITERAL = "jdbc:postgresql://db/secret";
  private static final long NUMBER = 0x1122_3344_5566_7788L;
  private static final int PIN = 0x2B67_11F3;
  private static final Planted PLANTED =
      new Planted()
          .text(SECRET)
          .text(WIDE_SECRET)
          .text(LITERAL)
          .text("hunter2")
          .number(NUMBER)
          .number(PIN);

  static Stream<HeapShape> shapes() {
    return Stream.of(HeapShape.COMPRESSED, HeapShape.NARROW);
  }

  private static DumpBuilder secrets(HeapShape shape) {
    DumpBuilder dump = SampleDump.of(shape);
    dump.name(LITERAL);
    dump.string(SECRET);
    dump.string(WIDE_SECRET);
    dump.chars(SECRET);
    dump.string("hunter2");
    dump.bytes(
        ("x".repeat(200_000) + SECRET + "y".repeat(70_000)).getBytes(StandardCharsets.UTF_8));
    dump.array(BasicType.LONG, 1, NUMBER, 3);
    dump.array(BasicType.INT, PIN);
    ClassSpec base = dump.type("com.acme.Account").field("owner", BasicType.OBJECT);
    ClassSpec account =
        dump.type("com.acme.VipAccount", base)
            .field("number", BasicType.LONG)
            .field("pin", BasicType.INT)
            .staticField("master", BasicType.LONG, NUMBER)
            .staticField("masterPin", BasicType.INT, PIN);
    dump.instance(account).set("number", NUMBER).set("pin", PIN).set("owner", dump.string("me"));
    return dump;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void noPlantedSecretIsLeftAnywhere(HeapShape shape) throws IOException {
    byte[] dump = secrets(shape).build();
    assertThat(PLANTED.in(dump)).hasSize(7);
    assertThat(PLANTED.in(redact(dump))).isEmpty();
    byte[] oneDump = secrets(shape).inOneDump().build();
    assertThat(PLANTED.in(redact(oneDump))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void objectsRootsLengthsAndReferencesStay(HeapShape shape) throws IOException {
    byte[] dump = secrets(shape).build();
    byte[] redacted = redact(dump);
    assertThat(redacted).hasSameSizeAs(dump);
    Histogram before = Histogram.of(dump);
    Histogram after = Histogram.of(redacted);
    assertThat(after.counts).isEqualTo(before.counts);
    assertThat(after.bytes).isEqualTo(before.bytes);
    assertThat(after.roots).isEqualTo(before.roots);
    assertThat(after.classNames).isEqualTo(before.classNames);
    assertThat(References.of(redacted)).isEqualTo(References.of(dump)).hasSizeGreaterThan(50);
  }

  @Test
  void equalContentsStayEqualAndOthersDifferent() throws IOException {
    DumpBuilder dump = new DumpBuilder(HeapShape.COMPRESSED);
    List<Long> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int length : new int[] {0, 1, 2, 5, 7, 8, 9, 20, 70_000, 140_000}) {
      for (String last : List.of("a", "b", "a")) {
        String text = length == 0 ? "" : "x".repeat(length - 1) + last;
        ids.add(dump.bytes(text.getBytes(StandardCharsets.UTF_8)));
        texts.add(text);
      }
    }
    Map<Long, byte[]> after = arrays(redact(dump.build()));
    for (int i = 0; i < ids.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Arrays.equals(after.get(ids.get(i)), after.get(ids.get(j))))
            .as("%d and %d", i, j)
            .isEqualTo(texts.get(i).equals(texts.get(j)));
      }
    }
  }

  @Test
  void theSameDumpUnderAnotherKeyLooksDifferent() throws IOException {
    byte[] dump = secrets(HeapShape.COMPRESSED).build();
    assertThat(redact(dump)).isNotEqualTo(redact(dump));
    Redactor same = new Redactor(RedactionKey.of(new byte[16]), AllowedFields.DEFAULT, List.of());
    assertThat(redact(same, dump)).isEqualTo(redact(same, dump));
  }

  @Test
  void allowedFieldsAndThreadNamesStayAndBooleansBecomeFalse() throws IOException {
    DumpBuilder built = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec type =
        built
            .type("com.acme.Thing")
            .field("size", BasicType.INT)
            .field("count", BasicType.INT)
            .field("flag", BasicType.BOOLEAN)
            .staticField("size", BasicType.SHORT, 77)
            .staticField("other", BasicType.SHORT, 77);
    ClassSpec below = built.type("com.acme.Below", type).field("size", BasicType.INT);
    built.instance(below).set("size", 5).set("count", 6).set("flag", 1);
    built.thread("worker-7");
    built.string("worker-8");
    Redactor redactor =
        new Redactor(
            RedactionKey.of(new byte[16]),
            AllowedFields.of(List.of("com.acme.Thing.size")),
            List.of("worker-7"));
    RecordLog log = new RecordLog();
    HprofReader.read(new ByteArrayInputStream(redact(redactor, built.build())), log);
    String lines = String.join("\n", log.lines());
    ValueCipher cipher = new ValueCipher(RedactionKey.of(new byte[16]).hash());
    String five = String.format("%08x", cipher.exchange(5, 4));
    String six = String.format("%08x", cipher.exchange(6, 4));
    assertThat(lines).contains(" " + five + "00000005" + six + "00\n");
    assertThat(lines)
        .contains("static SHORT:4d static SHORT:" + Long.toHexString(cipher.exchange(77, 2)));
    assertThat(lines).contains(hex("worker-7")).doesNotContain(hex("worker-8"));
  }

  @Test
  void stringsThatNameSomethingStayAndOthersGo() throws IOException {
    DumpBuilder built = SampleDump.of(HeapShape.COMPRESSED);
    built.name(LITERAL);
    built.name("neverCalled");
    byte[] dump = built.build();
    byte[] redacted = redact(dump);
    Histogram after = Histogram.of(redacted);
    assertThat(after.strings.values())
        .contains("com/acme/Node", "weight", "created", "run", "App.java")
        .doesNotContain(LITERAL, "neverCalled");
    assertThat(after.strings.keySet()).isEqualTo(Histogram.of(dump).strings.keySet());
  }

  @Test
  void whereNamesCannotBeHeldTheyGoToo() throws IOException {
    DumpBuilder built = SampleDump.of(HeapShape.COMPRESSED);
    built.name(LITERAL);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Redactor redactor = new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, List.of());
    redactor.redact(new ByteArrayInputStream(built.build()), out, 100);
    Histogram after = Histogram.of(out.toByteArray());
    assertThat(after.strings.values()).doesNotContain(LITERAL, "weight");
    assertThat(after.outcome.truncation()).isEmpty();
  }

  @Test
  void anInstanceOfWhichTheFieldsAreNotKnownIsBlanked() throws IOException {
    byte[] dump = EveryRecord.dump(HeapShape.COMPRESSED);
    int at = HprofReaderTest.indexOf(dump, new byte[] {0, 0, 0, 5, 0, 0, 0, 5, 1});
    dump[at + 3] = 4; // one value less than its class tells, and the next record begins early
    byte[] shorter = new byte[dump.length - 1];
    System.arraycopy(dump, 0, shorter, 0, at + 8);
    System.arraycopy(dump, at + 9, shorter, at + 8, dump.length - at - 9);
    int segment =
        HprofReaderTest.indexOf(shorter, new byte[] {RecordTag.HEAP_DUMP_SEGMENT, 0, 0, 0, 0});
    shorter[segment + 8]--;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RedactionOutcome outcome =
        new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, List.of())
            .redact(new ByteArrayInputStream(shorter), out);
    assertThat(outcome.instancesBlanked()).isEqualTo(1);
    RecordLog log = new RecordLog();
    HprofReader.read(new ByteArrayInputStream(out.toByteArray()), log);
    assertThat(log.lines()).contains("instance 90000100 90000000 00000000");
  }

  @Test
  void theBodyOfARecordThatNobodyKnowsIsBlanked() throws IOException {
    byte[] redacted = redact(EveryRecord.dump(HeapShape.COMPRESSED));
    byte[] record = {0x3A, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0};
    assertThat(HprofReaderTest.indexOf(redacted, record)).isPositive();
  }

  static byte[] redact(byte[] dump) throws IOException {
    return redact(
        new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, List.of("main")), dump);
  }

  private static byte[] redact(Redactor redactor, byte[] dump) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RedactionOutcome outcome = redactor.redact(new ByteArrayInputStream(dump), out);
    assertThat(outcome.read().truncation()).isEmpty();
    assertThat(outcome.instancesBlanked()).isZero();
    return out.toByteArray();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<Long, byte[]> arrays(byte[] dump) throws IOException {
    Map<Long, byte[]> arrays = new HashMap<>();
    HprofReader.read(
        new ByteArrayInputStream(dump),
        new HprofVisitor() {
          @Override
          public void primitiveArray(
              long id, int traceSerial, BasicType type, int count, Contents elements)
              throws IOException {
            arrays.put(id, elements.readBytes((int) elements.length()));
          }
        });
    return arrays;
  }
}
