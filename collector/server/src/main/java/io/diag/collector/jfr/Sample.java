package io.diag.collector.jfr;

import java.util.List;
import java.util.Map;

/**
 * The fields of one event, read into the same object again and again. What an event does not have
 * stays 0, keys -1.
 */
final class Sample {
  long startTicks;
  long durationTicks;
  long thread;
  long stack;
  long type;
  long size;
  long tlabSize;
  long weight;
  long samples;
  long state;
  long address;

  /** Where the fields of one type of event go. */
  static final class Layout {
    private final SampleKind kind;
    private final Field[] fields;
    private final Target[] targets;

    private Layout(SampleKind kind, Field[] fields, Target[] targets) {
      this.kind = kind;
      this.fields = fields;
      this.targets = targets;
    }

    static Layout of(SampleKind kind, Type type, Map<Long, Type> types) {
      List<Field> fields = type.fields();
      Target[] targets = new Target[fields.size()];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = target(fields.get(i), types);
      }
      return new Layout(kind, fields.toArray(new Field[0]), targets);
    }

    SampleKind kind() {
      return kind;
    }

    private static Target target(Field field, Map<Long, Type> types) {
      Type type = types.get(field.typeId());
      boolean varint = type != null && type.layout() == Type.Layout.VARINT;
      return field.array() || !(field.constant() || varint) ? null : Target.of(field.name());
    }
  }

  private enum Target {
    START,
    DURATION,
    THREAD,
    STACK,
    TYPE,
    SIZE,
    TLAB_SIZE,
    WEIGHT,
    SAMPLES,
    STATE,
    ADDRESS;

    /** Null for a field that nobody needs. */
    static Target of(String field) {
      return switch (field) {
        case "startTime" -> START;
        case "duration" -> DURATION;
        case "sampledThread", "eventThread" -> THREAD;
        case "stackTrace" -> STACK;
        case "objectClass", "monitorClass", "parkedClass" -> TYPE;
        case "allocationSize", "size" -> SIZE;
        case "tlabSize" -> TLAB_SIZE;
        case "weight" -> WEIGHT;
        case "samples" -> SAMPLES;
        case "state" -> STATE;
        case "address" -> ADDRESS;
        default -> null;
      };
    }
  }

  /** Reads an event whose size and type were read. */
  void read(Layout layout, Cursor in, ValueSkipper skipper) throws JfrException {
    startTicks = durationTicks = size = tlabSize = weight = address = 0;
    thread = stack = type = state = -1;
    samples = 1;
    for (int i = 0; i < layout.fields.length; i++) {
      Target target = layout.targets[i];
      if (target == null) {
        skipper.skip(layout.fields[i]);
        continue;
      }
      long value = in.varlong();
      switch (target) {
        case START -> startTicks = value;
        case DURATION -> durationTicks = value;
        case THREAD -> thread = value;
        case STACK -> stack = value;
        case TYPE -> type = value;
        case SIZE -> size = value;
        case TLAB_SIZE -> tlabSize = value;
        case WEIGHT -> weight = value;
        case SAMPLES -> samples = value;
        case STATE -> state = value;
        case ADDRESS -> address = value;
      }
    }
  }
}
