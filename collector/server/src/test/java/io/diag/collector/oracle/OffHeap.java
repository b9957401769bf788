package io.diag.collector.oracle;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Native memory as old libraries take it; by reflection, for compilers warn of the class. */
final class OffHeap {
  private final Object unsafe;
  private final Method allocate;
  private final Method free;

  OffHeap() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    unsafe = field.get(null);
    allocate = type.getMethod("allocateMemory", long.class);
    free = type.getMethod("freeMemory", long.class);
  }

  /** The address of so many bytes. */
  long allocate(long bytes) throws ReflectiveOperationException {
    return (Long) allocate.invoke(unsafe, bytes);
  }

  void free(long address) throws ReflectiveOperationException {
    free.invoke(unsafe, address);
  }
}
