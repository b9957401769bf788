package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameworkTest {
  @Test
  void whatStandsOnNettyIsCalledByItsOwnName() {
    assertThat(of("vert.x-eventloop-thread-0", "io.netty.channel.nio.NioEventLoop"))
        .isEqualTo(Framework.VERTX);
    assertThat(of("reactor-http-nio-2", "io.netty.channel.nio.NioEventLoop"))
        .isEqualTo(Framework.REACTOR_NETTY);
    assertThat(of("grpc-default-worker-ELG-1-2", "io.netty.channel.nio.NioEventLoop"))
        .isEqualTo(Framework.GRPC);
    assertThat(of("nioEventLoopGroup-2-1", "io.netty.channel.nio.NioEventLoop"))
        .isEqualTo(Framework.NETTY);
  }

  @Test
  void theStackTellsWhoseSelectorItIs() {
    assertThat(of("http-nio-8080-Poller", "org.apache.tomcat.util.net.NioEndpoint$Poller"))
        .isEqualTo(Framework.TOMCAT);
    assertThat(of("qtp12-30", "org.eclipse.jetty.io.ManagedSelector$SelectorProducer"))
        .isEqualTo(Framework.JETTY);
    assertThat(of("HttpClient-1-SelectorManager", "jdk.internal.net.http.HttpClientImpl"))
        .isEqualTo(Framework.HTTP_CLIENT);
  }

  @Test
  void aThreadOfTheApplicationThatPollsAConsumerIsAClient() {
    String client = "org.apache.kafka.clients.consumer.KafkaConsumer";
    assertThat(of("orders-worker", client).role()).isEqualTo(LoopRole.CLIENT);
    assertThat(of("kafka-producer-network-thread | p-1", client).role()).isEqualTo(LoopRole.LOOP);
  }

  @Test
  void whatIsNotKnownHasNone() {
    assertThat(of("acceptor", "com.acme.Server")).isNull();
  }

  private static Framework of(String thread, String className) {
    return Framework.of(
        thread,
        new StackTraceElement[] {
          new StackTraceElement("sun.nio.ch.SelectorImpl", "lockAndDoSelect", null, -1),
          new StackTraceElement(className, "run", null, -1),
          new StackTraceElement("java.lang.Thread", "run", null, -1)
        });
  }
}
