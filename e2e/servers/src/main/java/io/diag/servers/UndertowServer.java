package io.diag.servers;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.net.InetSocketAddress;

/** Undertow, whose handlers run on its I/O threads, or with {@code workers} on some of its own. */
public final class UndertowServer {
  private static final int WORKERS = 10;

  private UndertowServer() {}

  public static void main(String[] args) {
    Undertow server =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(WORKERS)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                args.length > 0
                    ? new BlockingHandler(UndertowServer::handle)
                    : UndertowServer::handle)
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Asking.ofHttp(address.getPort());
  }

  private static void handle(HttpServerExchange exchange) {
    exchange.getResponseSender().send(Plant.at(exchange.getRequestPath()));
  }
}
