package io.diag.collector.query;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntToLongFunction;

/**
 * Stacks as text, the input of flame graph tools: one line a stack, frames from the root joined by
 * semicolons, then after spaces a number or several. Stacks that differ only in how frames ran are
 * one line.
 */
public final class CollapsedStacks {
  private CollapsedStacks() {}

  /** What a frame is called in the lines: symbols of C++ may hold what separates them. */
  public static Frame plain(Frame frame) {
    String name = frame.name().replace(';', ':').replace('\n', ' ').replace('\r', ' ');
    return new Frame(name, FrameType.NATIVE);
  }

  /**
   * The lines, in the order in which the stacks were first met; those without any number above 0
   * are left out.
   */
  public static String text(CallTree tree, IntToLongFunction... columns) {
    StringBuilder text = new StringBuilder();
    for (int node = 1; node < tree.size(); node++) {
      long largest = 0;
      for (IntToLongFunction column : columns) {
        largest = Math.max(largest, column.applyAsLong(node));
      }
      if (largest > 0) {
        append(text, tree, node);
        for (IntToLongFunction column : columns) {
          text.append(' ').append(column.applyAsLong(node));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, CallTree tree, int node) {
    Deque<String> path = new ArrayDeque<>();
    for (int at = node; at > 0; at = tree.parent(at)) {
      path.push(tree.frames().get(tree.frame(at)).name());
    }
    text.append(String.join(";", path));
  }
}
