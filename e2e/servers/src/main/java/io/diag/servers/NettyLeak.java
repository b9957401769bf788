package io.diag.servers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes buffers from Netty's allocator at a steady rate and releases none: {@code KIB_A_SECOND}.
 */
public final class NettyLeak {
  private static final int PIECE = 64 << 10;
  private static final int ROUNDS_A_SECOND = 10;

  private static final List<ByteBuf> KEPT = new ArrayList<>();

  private NettyLeak() {}

  public static void main(String[] args) throws InterruptedException {
    long bytesPerRound = Long.parseLong(args[0]) * 1024 / ROUNDS_A_SECOND;
    System.out.println("ready");
    long owed = 0;
    while (true) {
      for (owed += bytesPerRound; owed >= PIECE; owed -= PIECE) {
        KEPT.add(retained());
      }
      Thread.sleep(1_000 / ROUNDS_A_SECOND);
    }
  }

  private static ByteBuf retained() {
    return ByteBufAllocator.DEFAULT.directBuffer(PIECE, PIECE).writeZero(PIECE);
  }
}
