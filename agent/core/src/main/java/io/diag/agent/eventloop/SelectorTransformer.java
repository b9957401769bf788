package io.diag.agent.eventloop;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves {@link WaitWeaver} into one class that is loaded already. Fields and methods stay as they
 * are. Called by the JVM on whichever thread retransforms; leaves every other class alone.
 */
final class SelectorTransformer implements ClassFileTransformer {
  private static final String METHOD = "lockAndDoSelect";

  /** JDK 11 and newer, and older ones. */
  private static final String WITH_ACTION = "(Ljava/util/function/Consumer;J)I";

  private static final String WITH_TIMEOUT = "(J)I";

  /** Where a class file has its version. */
  private static final int MAJOR = 7;

  private final Class<?> target;
  private volatile boolean woven;
  private volatile Throwable failure;

  /**
   * @param target the JDK's {@code SelectorImpl}
   */
  SelectorTransformer(Class<?> target) {
    this.target = target;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] original) {
    if (redefined != target) {
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

  /**
   * @throws IllegalStateException if the class was not woven
   */
  void requireWoven() {
    if (!woven) {
      throw new IllegalStateException(
          "cannot change " + target.getName() + ": " + failure, failure);
    }
  }

  private static byte[] weave(byte[] original) {
    ClassReader reader = reader(original);
    Spot spot = new Spot();
    reader.accept(spot, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    if (spot.descriptor == null) {
      throw new IllegalStateException("this JDK's selectors have no " + METHOD + " that is known");
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Weaving(writer, reader.getClassName(), spot), ClassReader.EXPAND_FRAMES);
    byte[] result = writer.toByteArray();
    result[MAJOR] = original[MAJOR];
    return result;
  }

  /** A JDK may be newer than the library: what is in this class has not changed for long. */
  private static ClassReader reader(byte[] original) {
    byte[] readable = original.clone();
    readable[MAJOR] = (byte) Math.min(readable[MAJOR] & 0xff, Opcodes.V25 & 0xff);
    return new ClassReader(readable);
  }

  private static boolean isMethod(String name, String descriptor) {
    return name.equals(METHOD)
        && (descriptor.equals(WITH_ACTION) || descriptor.equals(WITH_TIMEOUT));
  }

  /** Finds the method, and the first local variable that is free in it. */
  private static final class Spot extends ClassVisitor {
    private String descriptor;
    private int freeLocal;

    Spot() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      if (!isMethod(name, type)) {
        return null;
      }
      descriptor = type;
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMaxs(int stack, int locals) {
          freeLocal = locals;
        }
      };
    }
  }

  private static final class Weaving extends ClassVisitor {
    private final String owner;
    private final Spot spot;

    Weaving(ClassVisitor writer, String owner, Spot spot) {
      super(Opcodes.ASM9, writer);
      this.owner = owner;
      this.spot = spot;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
      return isMethod(name, type)
          ? new WaitWeaver(method, owner, type.equals(WITH_ACTION), spot.freeLocal)
          : method;
    }
  }
}
