package io.diag.hprof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows by the records that came so far which fields are allowed, redacts static fields and makes
 * the plans for instances. One thread at a time. Grows with the classes.
 */
final class ClassRedaction {
  /** A power of two. */
  private static final int REMEMBERED = 1 << 10;

  private static final InstancePlan UNKNOWN = new InstancePlan.Builder().build();

  private final AllowedFields allowed;
  private final ValueCipher cipher;
  private final int idSize;
  private final ClassLayouts layouts;
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, String> classNames = new HashMap<>();
  private final Map<Long, Long> sizes = new HashMap<>();
  private final Map<Long, InstancePlan> plans = new HashMap<>();
  private final long[] recentIds = new long[REMEMBERED];
  private final InstancePlan[] recent = new InstancePlan[REMEMBERED];

  ClassRedaction(AllowedFields allowed, ValueCipher cipher, int idSize) {
    this.allowed = allowed;
    this.cipher = cipher;
    this.idSize = idSize;
    layouts = new ClassLayouts(idSize);
  }

  void string(long id, String text) {
    String name = text.replace('/', '.');
    if (allowed.mentions(name)) {
      names.put(id, name);
    }
  }

  void loadClass(long classId, long nameId) {
    String name = names.get(nameId);
    if (name != null) {
      classNames.put(classId, name);
    }
  }

  /** Notes the layout of the instances, and gives what may be written of the class itself. */
  ClassDump redact(ClassDump dump) {
    layouts.add(dump);
    Set<String> kept = allowed.of(classNames.get(dump.id()));
    ClassStatics statics = dump.statics();
    int count = statics.count();
    long[] nameIds = new long[count];
    BasicType[] types = new BasicType[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      nameIds[i] = statics.nameId(i);
      types[i] = statics.type(i);
      values[i] = value(types[i], isKept(kept, nameIds[i]), statics.value(i));
    }
    return new ClassDump(
        dump.links(),
        dump.instanceSize(),
        redact(dump.constants()),
        new ClassStatics(nameIds, types, values),
        dump.fields());
  }

  /**
   * @return null where the dump has not told of the class or its superclasses, or the instance has
   *     other values than they tell
   */
  InstancePlan plan(long classId, long bytes) {
    int slot = (int) ((classId >>> 3 ^ classId >>> 16) & (REMEMBERED - 1));
    InstancePlan plan = recentIds[slot] == classId ? recent[slot] : null;
    if (plan == null || plan.bytes() != bytes) {
      plan = lookUp(classId, bytes);
      recentIds[slot] = classId;
      recent[slot] = plan;
    }
    return plan.bytes() == bytes && plan != UNKNOWN ? plan : null;
  }

  private InstancePlan lookUp(long classId, long bytes) {
    InstancePlan plan = plans.get(classId);
    if (plan == null && size(classId) == bytes) {
      plan = make(layouts.chain(classId));
      plans.put(classId, plan);
    }
    return plan == null ? UNKNOWN : plan;
  }

  /**
   * Known once and for all, and before a plan is made, so that no plan is larger than an instance.
   */
  private long size(long classId) {
    return sizes.computeIfAbsent(classId, layouts::fieldBytes);
  }

  private InstancePlan make(List<ClassDump> chain) {
    InstancePlan.Builder plan = new InstancePlan.Builder();
    for (ClassDump dump : chain) {
      Set<String> kept = allowed.of(classNames.get(dump.id()));
      ClassFields fields = dump.fields();
      for (int i = 0; i < fields.count(); i++) {
        BasicType type = fields.type(i);
        plan.add(type, isKept(kept, fields.nameId(i)), type.size(idSize));
      }
    }
    return plan.build();
  }

  private boolean isKept(Set<String> kept, long nameId) {
    return !kept.isEmpty() && kept.contains(names.get(nameId));
  }

  private ClassConstants redact(ClassConstants constants) {
    int count = constants.count();
    int[] indexes = new int[count];
    BasicType[] types = new BasicType[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = constants.index(i);
      types[i] = constants.type(i);
      values[i] = value(types[i], false, constants.value(i));
    }
    return new ClassConstants(indexes, types, values);
  }

  private long value(BasicType type, boolean kept, long value) {
    if (kept || type == BasicType.OBJECT) {
      return value;
    }
    return type == BasicType.BOOLEAN ? 0 : cipher.exchange(value, type.size(idSize));
  }
}
