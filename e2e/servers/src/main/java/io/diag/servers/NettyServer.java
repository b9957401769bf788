package io.diag.servers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Netty, on NIO or with {@code epoll} on its native transport. */
public final class NettyServer {
  private NettyServer() {}

  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0 && args[0].equals("epoll")) {
      serve(new EpollEventLoopGroup(1), EpollServerSocketChannel.class);
    } else {
      serve(new NioEventLoopGroup(1), NioServerSocketChannel.class);
    }
  }

  /** Runs one until stdin ends. */
  public static void serve(EventLoopGroup loops, Class<? extends ServerChannel> transport)
      throws InterruptedException {
    Channel channel =
        new ServerBootstrap()
            .group(loops)
            .channel(transport)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    accepted.pipeline().addLast(new HttpServerCodec(), new Handler());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    Asking.ofHttp(((InetSocketAddress) channel.localAddress()).getPort());
  }

  /** Blocks in {@code channelRead0}. */
  private static final class Handler extends SimpleChannelInboundHandler<HttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
      byte[] body = Plant.at(request.uri()).getBytes(StandardCharsets.UTF_8);
      FullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
      answer.headers().setInt("content-length", body.length);
      context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
