package io.diag.servers.next;

import static io.diag.servers.NettyServer.serve;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;

/** Netty 4.2, on NIO, or with {@code epoll} or {@code io_uring} on a native transport. */
public final class NettyServer {
  private NettyServer() {}

  public static void main(String[] args) throws InterruptedException {
    switch (args.length == 0 ? "" : args[0]) {
      case "epoll" ->
          serve(
              new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()),
              EpollServerSocketChannel.class);
      case "io_uring" -> {
        if (!IoUring.isAvailable()) {
          System.out.println("absent " + IoUring.unavailabilityCause());
          return;
        }
        serve(
            new MultiThreadIoEventLoopGroup(1, IoUringIoHandler.newFactory()),
            IoUringServerSocketChannel.class);
      }
      default ->
          serve(
              new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
              NioServerSocketChannel.class);
    }
  }
}
