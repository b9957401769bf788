package io.diag.servers.next;

import io.diag.servers.Asking;
import io.diag.servers.Plant;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** reactor-netty on Netty 4.2, on its native transport where that is on the class path. */
public final class ReactorNettyServer {
  private ReactorNettyServer() {}

  public static void main(String[] args) {
    DisposableServer server =
        HttpServer.create()
            .runOn(LoopResources.create("reactor-http", 1, /* daemon= */ true))
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.sendString(Mono.just(answer(request.uri()))))
            .bindNow();
    Asking.ofHttp(server.port());
  }

  private static String answer(String path) {
    return Plant.at(path);
  }
}
