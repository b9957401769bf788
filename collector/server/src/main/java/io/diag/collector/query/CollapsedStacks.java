package io.diag.collector.query;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.StackSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks as text, the input of flame graph tools: one line a stack, frames from the root joined by
 * semicolons, a space and the number of samples. Stacks that differ only in how frames ran are one
 * line.
 */
public final class CollapsedStacks implements StackSink {
  private final CallTree tree = new CallTree();
  private final Map<String, Frame> frames = new HashMap<>();

  @Override
  public void stack(List<Frame> stack, long samples) {
    List<Frame> plain = new ArrayList<>(stack.size());
    for (Frame frame : stack) {
      plain.add(frames.computeIfAbsent(frame.name(), CollapsedStacks::plain));
    }
    tree.stack(plain, samples);
  }

  @Override
  public void interval(long nanos) {}

  /** The lines, in the order in which the stacks were first met. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int node = 1; node < tree.size(); node++) {
      if (tree.self(node) > 0) {
        append(text, node);
        text.append(' ').append(tree.self(node)).append('\n');
      }
    }
    return text.toString();
  }

  private void append(StringBuilder text, int node) {
    Deque<String> path = new ArrayDeque<>();
    for (int at = node; at > 0; at = tree.parent(at)) {
      path.push(tree.frames().get(tree.frame(at)).name());
    }
    text.append(String.join(";", path));
  }

  /** Symbols of C++ may hold what separates frames and lines. */
  private static Frame plain(String name) {
    return new Frame(
        name.replace(';', ':').replace('\n', ' ').replace('\r', ' '), FrameType.NATIVE);
  }
}
