package io.diag.agent.eventloop;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts a call to the probe before a method that waits and another one after it, however it ends.
 * What the first returns is kept in a local variable of its own. What stands for the loop is the
 * method's first local variable: the object itself, or the first argument of a static method. Needs
 * expanded frames.
 */
final class WaitWeaver extends MethodVisitor {
  private static final String PROBE = "io/diag/bootstrap/LoopWaits";
  private static final String ENTER = "(Ljava/lang/Object;J)I";
  private static final String LEAVE = "(ILjava/lang/Object;)V";

  private final Label start = new Label();
  private final Label handler = new Label();
  private final WaitPoint point;
  private final String descriptor;
  private final Object[] parameters;
  private final int tokenLocal;

  /**
   * @param owner internal name of the class, null for a static method
   * @param freeLocal the first local variable that the method does not use
   */
  WaitWeaver(
      MethodVisitor method, WaitPoint point, String owner, String descriptor, int freeLocal) {
    super(Opcodes.ASM9, method);
    this.point = point;
    this.descriptor = descriptor;
    parameters = parameters(owner, Type.getArgumentTypes(descriptor));
    tokenLocal = freeLocal;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    super.visitVarInsn(Opcodes.ALOAD, 0);
    point.pushTimeout(mv, descriptor);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "enter", ENTER, false);
    super.visitVarInsn(Opcodes.ISTORE, tokenLocal);
    super.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      leave();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
    Object[] more = withToken(local, locals);
    super.visitFrame(type, more.length, more, stacked, stack);
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    // comes last, so that the method's own handlers, which unlock, come first
    super.visitTryCatchBlock(start, handler, handler, null);
    super.visitLabel(handler);
    Object[] local = withToken(parameters, parameters.length);
    super.visitFrame(Opcodes.F_NEW, local.length, local, 1, new Object[] {"java/lang/Throwable"});
    leave();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(stack, locals);
  }

  private void leave() {
    super.visitVarInsn(Opcodes.ILOAD, tokenLocal);
    super.visitVarInsn(Opcodes.ALOAD, 0);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "leave", LEAVE, false);
  }

  private static Object[] parameters(String owner, Type[] arguments) {
    Object[] all = new Object[arguments.length + 1];
    int size = 0;
    if (owner != null) {
      all[size++] = owner;
    }
    for (Type argument : arguments) {
      all[size++] = frameType(argument);
    }
    return Arrays.copyOf(all, size);
  }

  private static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }

  /** The token's variable is known in each frame; those between are not. */
  private Object[] withToken(Object[] local, int count) {
    Object[] all = new Object[tokenLocal + 1];
    int size = 0;
    int slots = 0;
    while (size < count) {
      Object one = local[size];
      all[size++] = one;
      slots += one == Opcodes.LONG || one == Opcodes.DOUBLE ? 2 : 1;
    }
    while (slots++ < tokenLocal) {
      all[size++] = Opcodes.TOP;
    }
    all[size++] = Opcodes.INTEGER;
    return Arrays.copyOf(all, size);
  }
}
