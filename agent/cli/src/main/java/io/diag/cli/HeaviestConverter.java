package io.diag.cli;

import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.code.GrowingMemory;
import io.diag.diagnosis.code.HeaviestMethod;
import io.diag.diagnosis.code.KeptClasses;
import java.io.IOException;
import java.nio.ByteBuffer;
import one.convert.Arguments;
import one.convert.Frame;
import one.convert.JfrConverter;
import one.jfr.JfrReader;
import one.jfr.StackTrace;
import one.jfr.event.Event;
import one.jfr.event.EventCollector;
import one.jfr.event.LiveObject;

/** Finds the method that took most in a recording, and the classes of what it kept. */
final class HeaviestConverter extends JfrConverter {
  private final HeaviestMethod heaviest;
  private final KeptClasses kept = new KeptClasses();

  private HeaviestConverter(JfrReader jfr, EventArguments arguments, GrowingMemory what) {
    super(jfr, arguments);
    heaviest = new HeaviestMethod(what);
  }

  /**
   * Reads a whole recording.
   *
   * @throws IOException if it cannot be read
   */
  static GrowthOrigin read(byte[] recording, EventWeights weights, GrowingMemory what)
      throws IOException {
    try (JfrReader jfr = new JfrReader(ByteBuffer.wrap(recording))) {
      HeaviestConverter converter =
          new HeaviestConverter(jfr, EventArguments.of(jfr, weights, ""), what);
      converter.convert();
      long from = jfr.startNanos / 1_000_000;
      return new GrowthOrigin(
          converter.heaviest.found(from, from + jfr.durationNanos() / 1_000_000),
          converter.kept.most());
    } catch (RuntimeException malformed) {
      throw new IOException("it is damaged: " + malformed, malformed);
    }
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
    int[] leafFirst = new int[trace.methods.length];
    for (int i = 0; i < leafFirst.length; i++) {
      String name = getMethodName(trace.methods[i], trace.types[i]);
      leafFirst[i] = heaviest.frame(name, isJava(trace.types[i]));
    }
    heaviest.add(leafFirst, sum, count);
    if (event instanceof LiveObject) {
      kept.add(getClassName(event.classId()), sum);
    }
  }

  private static boolean isJava(byte type) {
    return type != Frame.TYPE_NATIVE && type != Frame.TYPE_CPP && type != Frame.TYPE_KERNEL;
  }
}
