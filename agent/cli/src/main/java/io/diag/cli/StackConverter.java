package io.diag.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.FlameGraph;
import one.convert.Frame;
import one.convert.JfrConverter;
import one.jfr.JfrReader;
import one.jfr.StackTrace;
import one.jfr.event.Event;
import one.jfr.event.EventCollector;

/**
 * Turns the events of a recording into weighed stacks, both for a flame graph and as text. An
 * allocated or locked class is the outermost frame.
 */
final class StackConverter extends JfrConverter {
  private final FlameGraph flame;
  private final Map<String, Long> stacks = new TreeMap<>();
  private long samples;
  private long weight;

  private StackConverter(JfrReader jfr, EventArguments arguments) {
    super(jfr, arguments);
    flame = new FlameGraph(arguments);
  }

  /**
   * Reads a whole recording.
   *
   * @throws IOException if it cannot be read or ends early
   */
  static StackConverter read(JfrReader jfr, EventWeights weights, String title) throws IOException {
    StackConverter converter = new StackConverter(jfr, EventArguments.of(jfr, weights, title));
    converter.convert();
    return converter;
  }

  FlameGraph flame() {
    return flame;
  }

  /** Weight of each stack, its frames from the root on and separated by semicolons. */
  Map<String, Long> stacks() {
    return stacks;
  }

  long samples() {
    return samples;
  }

  /** The sum, in the event's unit. */
  long weight() {
    return weight;
  }

  /** Called by the constructor of the superclass. */
  @Override
  protected EventCollector createCollector(Arguments arguments) {
    return ((EventArguments) arguments).collector(jfr);
  }

  @Override
  protected void convertChunk() {
    collector.forEach(this::add);
  }

  private void add(Event event, long count, long sum) {
    StackTrace trace = jfr.stackTraces.get(event.stackTraceId);
    if (trace == null) {
      return;
    }
    CallStack stack = new CallStack();
    StringBuilder text = new StringBuilder();
    for (int i = trace.methods.length - 1; i >= 0; i--) {
      push(stack, text, getMethodName(trace.methods[i], trace.types[i]), trace.types[i]);
    }
    if (event.classId() != 0) {
      push(stack, text, getClassName(event.classId()), Frame.TYPE_INLINED);
    }
    samples += count;
    weight += sum;
    flame.addSample(stack, sum);
    stacks.merge(text.toString(), sum, Long::sum);
  }

  private static void push(CallStack stack, StringBuilder text, String name, byte type) {
    stack.push(name, type);
    text.append(text.length() == 0 ? "" : ";").append(name.replace(';', ','));
  }
}
