package io.diag.agent.eventloop;

import java.lang.instrument.ClassFileTransformer;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves {@link WaitWeaver} into one class that is loaded already. Fields and methods stay as they
 * are. Called by the JVM on whichever thread retransforms; leaves every other class alone.
 */
final class WaitTransformer implements ClassFileTransformer {
  /** Where a class file has its version. */
  private static final int MAJOR = 7;

  private final WeakReference<Class<?>> target;
  private final WaitPoint point;
  private volatile boolean woven;
  private volatile Throwable failure;

  /**
   * @param target has the waits of that point; not kept from being unloaded
   */
  WaitTransformer(Class<?> target, WaitPoint point) {
    this.target = new WeakReference<Class<?>>(target);
    this.point = point;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] original) {
    if (redefined == null || redefined != target.get()) {
      return null;
    }
    try {
      byte[] result = weave(original);
      woven = true;
      return result;
    } catch (Throwable unwoven) {
      failure = unwoven;
      return null;
    }
  }

  /** The class, or null once it was unloaded. */
  Class<?> target() {
    return target.get();
  }

  /**
   * @throws IllegalStateException if the class was not woven
   */
  void requireWoven() {
    if (!woven) {
      Class<?> unwoven = target.get();
      String name = unwoven == null ? "a class" : unwoven.getName();
      throw new IllegalStateException("cannot change " + name + ": " + failure, failure);
    }
  }

  private byte[] weave(byte[] original) {
    ClassReader reader = reader(original);
    Spots spots = new Spots();
    reader.accept(spots, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (spots.freeLocals.isEmpty()) {
      throw new IllegalStateException("it has no method that is known to wait");
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new Weaving(writer, reader.getClassName(), spots.freeLocals), ClassReader.EXPAND_FRAMES);
    byte[] result = writer.toByteArray();
    result[MAJOR] = original[MAJOR];
    return result;
  }

  /** A JDK may be newer than the library: what is in these classes has not changed for long. */
  private static ClassReader reader(byte[] original) {
    byte[] readable = original.clone();
    readable[MAJOR] = (byte) Math.min(readable[MAJOR] & 0xff, Opcodes.V25 & 0xff);
    return new ClassReader(readable);
  }

  private static boolean isNative(int access) {
    return (access & Opcodes.ACC_NATIVE) != 0;
  }

  /** Finds the methods, and the first local variable that is free in each. */
  private final class Spots extends ClassVisitor {
    private final Map<String, Integer> freeLocals = new HashMap<>();

    Spots() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      if (isNative(access) || !point.isWait(name, type)) {
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMaxs(int stack, int locals) {
          freeLocals.put(name + type, locals);
        }
      };
    }
  }

  private final class Weaving extends ClassVisitor {
    private final String owner;
    private final Map<String, Integer> freeLocals;

    Weaving(ClassVisitor writer, String owner, Map<String, Integer> freeLocals) {
      super(Opcodes.ASM9, writer);
      this.owner = owner;
      this.freeLocals = freeLocals;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
      Integer freeLocal = freeLocals.get(name + type);
      if (freeLocal == null) {
        return method;
      }
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      return new WaitWeaver(method, point, isStatic ? null : owner, type, freeLocal);
    }
  }
}
