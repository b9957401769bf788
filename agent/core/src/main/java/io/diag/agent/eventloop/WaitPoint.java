package io.diag.agent.eventloop;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The methods in which event loops wait: what stands there for the loop, and whether the wait may
 * block. What is pushed needs no jump, so that the frames of a method stay as they are.
 */
enum WaitPoint {
  /**
   * The JDK's selectors; the timeout is the last argument, after a {@code Consumer} on newer ones.
   */
  SELECTOR("sun.nio.ch.SelectorImpl") {
    @Override
    boolean isWait(String method, String descriptor) {
      return method.equals("lockAndDoSelect")
          && (descriptor.equals(WITH_ACTION) || descriptor.equals("(J)I"));
    }

    @Override
    void pushTimeout(MethodVisitor into, String descriptor) {
      into.visitVarInsn(Opcodes.LLOAD, descriptor.equals(WITH_ACTION) ? 2 : 1);
    }
  },

  /** Netty's epoll: static methods, of which the first argument is the loop's own descriptor. */
  NETTY_EPOLL("io.netty.channel.epoll.Native") {
    @Override
    boolean isWait(String method, String descriptor) {
      String first = descriptor.substring(1, descriptor.indexOf(')')).split(";")[0];
      return method.startsWith("epoll")
          && method.contains("Wait")
          && first.endsWith("/channel/unix/FileDescriptor");
    }

    @Override
    void pushTimeout(MethodVisitor into, String descriptor) {
      String arguments = descriptor.substring(descriptor.lastIndexOf(';') + 1);
      if (arguments.startsWith("II")) {
        into.visitVarInsn(Opcodes.ILOAD, 3); // seconds, or nanoseconds beside them
        into.visitVarInsn(Opcodes.ILOAD, 4);
        into.visitInsn(Opcodes.IOR);
      } else if (arguments.startsWith("I")) {
        into.visitVarInsn(Opcodes.ILOAD, 2);
      } else if (arguments.startsWith("Z")) {
        into.visitVarInsn(Opcodes.ILOAD, 2); // whether to return at once
        into.visitInsn(Opcodes.ICONST_1);
        into.visitInsn(Opcodes.ISUB);
      } else {
        into.visitInsn(Opcodes.ICONST_M1);
      }
      into.visitInsn(Opcodes.I2L);
    }
  },

  /** Netty's io_uring since 4.2; the argument, if any, is how many completions are waited for. */
  NETTY_IO_URING("io.netty.channel.uring.SubmissionQueue") {
    @Override
    boolean isWait(String method, String descriptor) {
      return (method.equals("submitAndGet0") && descriptor.equals("(I)I"))
          || (method.equals("submitAndWait") && descriptor.equals("()I"));
    }

    @Override
    void pushTimeout(MethodVisitor into, String descriptor) {
      if (descriptor.startsWith("()")) {
        into.visitInsn(Opcodes.ICONST_M1);
      } else {
        into.visitVarInsn(Opcodes.ILOAD, 1);
      }
      into.visitInsn(Opcodes.I2L);
    }
  };

  private static final String WITH_ACTION = "(Ljava/util/function/Consumer;J)I";

  private final String className;

  WaitPoint(String className) {
    this.className = className;
  }

  String className() {
    return className;
  }

  /** Whether it is called by a loop that waits; of two that call each other both may be. */
  abstract boolean isWait(String method, String descriptor);

  /** Pushes a long that is 0 if the wait does not block. */
  abstract void pushTimeout(MethodVisitor into, String descriptor);
}
