package io.diag.agent.eventloop;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts a call to the probe before a method that selects and another one after it, however it ends.
 * What the first returns is kept in a local variable of its own. Needs expanded frames.
 */
final class WaitWeaver extends MethodVisitor {
  private static final String PROBE = "io/diag/bootstrap/SelectorWaits";
  private static final String ENTER = "(Ljava/nio/channels/Selector;J)I";
  private static final String LEAVE = "(ILjava/nio/channels/Selector;)V";

  private final Label start = new Label();
  private final Label handler = new Label();
  private final Object[] parameters;
  private final int timeoutLocal;
  private final int tokenLocal;

  /**
   * @param owner internal name of the class
   * @param hasAction whether a {@code Consumer} comes before the timeout
   * @param freeLocal the first local variable that the method does not use
   */
  WaitWeaver(MethodVisitor method, String owner, boolean hasAction, int freeLocal) {
    super(Opcodes.ASM9, method);
    parameters =
        hasAction
            ? new Object[] {owner, "java/util/function/Consumer", Opcodes.LONG}
            : new Object[] {owner, Opcodes.LONG};
    timeoutLocal = hasAction ? 2 : 1;
    tokenLocal = freeLocal;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    super.visitVarInsn(Opcodes.ALOAD, 0);
    super.visitVarInsn(Opcodes.LLOAD, timeoutLocal);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "enter", ENTER, false);
    super.visitVarInsn(Opcodes.ISTORE, tokenLocal);
    super.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.IRETURN) {
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
