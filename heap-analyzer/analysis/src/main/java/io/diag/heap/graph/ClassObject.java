package io.diag.heap.graph;

import io.diag.hprof.ClassDump;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A class as an object of the heap. */
record ClassObject(int number, ClassDump dump) {
  /** All classes by their numbers as objects. */
  static List<ClassObject> sorted(ClassTable classes, ObjectIndex index) {
    List<ClassObject> objects = new ArrayList<>();
    for (int type = 0; type < classes.size(); type++) {
      ClassDump dump = classes.get(type).dump();
      int number = dump == null ? -1 : index.number(dump.id());
      if (number >= 0) {
        objects.add(new ClassObject(number, dump));
      }
    }
    objects.sort(Comparator.comparingInt(ClassObject::number));
    return objects;
  }
}
