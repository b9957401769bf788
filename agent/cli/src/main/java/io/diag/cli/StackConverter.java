package io.diag.cli;

import io.diag.agent.record.RecordedEvent;
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
    StackConverter converter =
        new StackConverter(jfr, new EventArguments(weights, title, isOfAsyncProfiler(jfr)));
    converter.convert();
    return converter;
  }

  /** async-profiler has a state of its own for it; JFR samples running threads only. */
  private static boolean isOfAsyncProfiler(JfrReader jfr) {
    Map<Integer, String> states = jfr.enums.get("jdk.types.ThreadState");
    return states == null || states.containsValue("STATE_DEFAULT");
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
    EventArguments own = (EventArguments) arguments;
    return new WeighedEvents(jfr, own.weights, own.alloc && !own.ofAsyncProfiler);
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

  /** What to convert and how, in the converter's own terms. */
  private static final class EventArguments extends Arguments {
    private final EventWeights weights;
    private final boolean ofAsyncProfiler;

    /**
     * @param ofAsyncProfiler which marks samples of CPU time apart from others
     */
    EventArguments(EventWeights weights, String title, boolean ofAsyncProfiler) {
      this.weights = weights;
      this.title = title;
      this.ofAsyncProfiler = ofAsyncProfiler;
      RecordedEvent event = weights.event();
      cpu = event == RecordedEvent.CPU && ofAsyncProfiler;
      wall = event == RecordedEvent.WALL;
      alloc = event == RecordedEvent.ALLOC;
      lock = event == RecordedEvent.LOCK;
      nativemem = event == RecordedEvent.NATIVEMEM;
      leak = nativemem; // what was given back in time is not counted
      tail = 0; // and nothing is left out for being young
      dot = true;
      norm = true; // lambdas and hidden classes without the numbers of this run
    }
  }
}
