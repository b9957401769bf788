package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import java.util.Arrays;
import java.util.List;

/** What to do about a growth, by the kind of memory. */
final class GrowthAdvice {
  private static final Action OFF_HEAP_OWNERS =
      Action.of(
          "Take a heap dump with the button in the heap view: its table of memory outside the heap"
              + " names the objects that own the buffers, and what holds these.");

  static final List<Action> HEAP =
      Arrays.asList(
          Action.of(
              "Record 'live' for a minute in the profile view: it shows by stack what was"
                  + " allocated and is still alive."),
          Action.of(
              "Take two heap dumps some minutes apart with the button in the heap view and compare"
                  + " them: what grew, and who holds it."),
          Action.of(
              "Restart it before the heap is full if nobody can look now; more heap only buys"
                  + " time."));

  static final List<Action> DIRECT =
      Arrays.asList(
          Action.of(
              "Record 'nativemem' for a minute in the profile view: the widest stack is who takes"
                  + " direct buffers without giving them back."),
          OFF_HEAP_OWNERS,
          Action.of(
              "Look for buffers that are never released: ByteBuf.release() in Netty, or a cache of"
                  + " ByteBuffers without a bound. If the buffers are garbage and the heap is too"
                  + " large to be collected, jcmd PID GC.run frees them."));

  static final List<Action> NETTY =
      Arrays.asList(
          Action.of(
              "Record 'nativemem' for a minute in the profile view: the widest stack is who takes"
                  + " buffers without releasing them."),
          Action.of(
              "Start one instance with -Dio.netty.leakDetection.level=paranoid: Netty then logs"
                  + " where a buffer was touched last that was never released."),
          Action.of(
              "Look whether a slow receiver makes buffers wait: bound what is written by"
                  + " Channel.isWritable()."));

  static final List<Action> NATIVE =
      Arrays.asList(
          Action.of(
              "Record 'nativemem' for a minute in the profile view: the widest stack takes malloc"
                  + " memory without giving it back, as a Deflater or Inflater that is not ended,"
                  + " an Arena that is not closed, Unsafe, or a native library."),
          Action.of(
              "See what the JVM itself took with jcmd PID VM.native_memory summary, if it was"
                  + " started with -XX:NativeMemoryTracking=summary."),
          Action.of(
              "Ask malloc what is free, in the memory view (JDK 21 and newer), or try jcmd PID"
                  + " System.trim_native_heap (17 and newer): if RSS falls, malloc kept free memory,"
                  + " and fewer arenas (MALLOC_ARENA_MAX=2) help."));

  static final List<Action> MAPPED =
      Arrays.asList(
          Action.of(
              "See which files are mapped most often: cut the last column out of /proc/PID/maps and"
                  + " count equal lines."),
          Action.of(
              "Have mappings closed: those of FileChannel.map go only when their buffer is"
                  + " collected, those of an Arena when it is closed."),
          Action.of(
              "Leave it if the data simply grow: the kernel takes back pages of mapped files when"
                  + " memory is short."));

  static final List<Action> THREADS =
      Arrays.asList(
          Action.of(
              "Take a thread dump (jcmd PID Thread.print) and count equal names: those with the"
                  + " highest numbers are the ones that are started and do not end."),
          Action.of(
              "Look for executors that are made for each request and not shut down, and for pools"
                  + " without a bound."),
          Action.of(
              "Look at the limits before they are hit: ulimit -u, and pids.max of the"
                  + " container."));

  static final List<Action> METASPACE =
      Arrays.asList(
          Action.of(
              "See which class loaders there are and what each loaded: jcmd PID"
                  + " VM.classloader_stats (JDK 9 and newer)."),
          Action.of(
              "Take a heap dump with the button in the heap view: many loaders of one class are a"
                  + " leak, and the path to one shows what holds it."),
          Action.of(
              "Look for what makes classes again and again: scripts, expression languages,"
                  + " proxies, serializers, and redeployments."));

  static final List<Action> CODE =
      Arrays.asList(
          Action.of("See how full its parts are: jcmd PID Compiler.codecache (JDK 9 and newer)."),
          Action.of(
              "Look at the metaspace too: code that is generated again and again brings new"
                  + " classes with it."),
          Action.of(
              "Give it more with -XX:ReservedCodeCacheSize if the application is simply large:"
                  + " once it is full, nothing more is compiled."));

  private GrowthAdvice() {}
}
