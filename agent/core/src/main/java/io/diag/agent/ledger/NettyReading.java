package io.diag.agent.ledger;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.SearchPace;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the default allocators of every Netty in the JVM hold outside the heap. */
public final class NettyReading implements Reading {
  private final NettySearch search;
  private long aloneBytes;

  /**
   * @param pace says when to look for them
   */
  public NettyReading(Instrumentation instrumentation, SearchPace pace) {
    search = new NettySearch(instrumentation, pace);
  }

  @Override
  public String name() {
    return "netty-memory";
  }

  @Override
  public void read(PointList points) throws IOException {
    aloneBytes = 0;
    try {
      Exception closed = null;
      boolean told = false;
      long alone = 0;
      for (NettyCopy copy : search.look()) {
        try {
          NettyUse use = copy.read();
          add(points, copy.label(), use);
          alone += use.aloneBytes();
          told = true;
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
          closed = unreadable; // the others may be told
        }
      }
      if (closed != null && !told) {
        throw closed;
      }
      aloneBytes = alone;
    } catch (Exception | LinkageError closed) {
      throw new IOException("Netty's allocators cannot be read: " + closed, closed);
    }
  }

  /** What they held at the last reading that the JVM's direct pool does not count, in bytes. */
  public long aloneBytes() {
    return aloneBytes;
  }

  private static void add(PointList points, String label, NettyUse use) {
    for (NettyUse.Kind kind : NettyUse.Kind.values()) {
      if (use.bytes(kind) != null) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("diag.netty.allocator", kind.label());
        if (label != null) {
          labels.put("diag.netty.loader", label);
        }
        if (use.counted(kind) != null) {
          labels.put("diag.netty.counted", use.counted(kind));
        }
        points.bytes("diag.netty.memory.used", labels, use.bytes(kind));
      }
    }
  }
}
