package io.diag.agent.ledger;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What one Netty's allocators hold at a moment, in bytes outside the heap. One thread. */
final class NettyUse {
  /** Kinds of allocators, and Netty's own count, which holds what all of them do. */
  enum Kind {
    POOLED,
    UNPOOLED,
    ADAPTIVE,
    PLATFORM;

    /** By the name of the allocator's class; null for one that is not Netty's. */
    static Kind of(String className) {
      for (Kind kind : new Kind[] {POOLED, UNPOOLED, ADAPTIVE}) {
        if (className.toLowerCase(Locale.ROOT).startsWith(kind.label())) {
          return kind;
        }
      }
      return null;
    }

    /** As it stands in the series. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Kind, Long> bytes = new EnumMap<>(Kind.class);
  private Boolean inDirectPool;

  /**
   * @param inDirectPool whether the JVM's direct pool counts what the allocators hold
   */
  void setCounted(boolean inDirectPool) {
    this.inDirectPool = inDirectPool;
  }

  void setPlatform(long held) {
    bytes.put(Kind.PLATFORM, Math.max(0, held));
  }

  /**
   * @param kind null for one that is not told
   */
  void add(Kind kind, long held) {
    if (kind != null && held >= 0) {
      bytes.merge(kind, held, Long::sum);
    }
  }

  /** Null where it is not known. */
  Long bytes(Kind kind) {
    return bytes.get(kind);
  }

  /**
   * Who counts it besides: {@code direct-pool}, {@code platform}, or {@code alone} for nobody, so
   * that all that is {@code alone} sums to what is held beside the direct pool. Null where it is
   * not known.
   */
  String counted(Kind kind) {
    if (inDirectPool == null) {
      return null;
    }
    if (inDirectPool) {
      return "direct-pool";
    }
    return kind != Kind.PLATFORM && bytes(Kind.PLATFORM) != null ? "platform" : "alone";
  }

  /** Whether what the allocators hold is known without asking them. */
  boolean isCountedElsewhere() {
    return inDirectPool != null && (inDirectPool || bytes(Kind.PLATFORM) != null);
  }

  /** What it holds beside the direct pool. */
  long aloneBytes() {
    long alone = 0;
    for (Map.Entry<Kind, Long> one : bytes.entrySet()) {
      alone += "alone".equals(counted(one.getKey())) ? one.getValue() : 0;
    }
    return alone;
  }
}
