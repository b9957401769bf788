package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameOwnerTest {
  @ParameterizedTest
  @CsvSource({
    "com.acme.checkout.promo.PromotionRules.parse, COMPILED, APPLICATION",
    "java.lang.Thread.run, INLINED, JDK",
    "com.sun.net.httpserver.Filter.doFilter, C1, JDK",
    "javac.Main.run, COMPILED, APPLICATION",
    "io.netty.channel.epoll.EpollEventLoop.run, COMPILED, FRAMEWORK",
    "org.apache.catalina.connector.CoyoteAdapter.service, COMPILED, FRAMEWORK",
    "org.apache.commons.lang3.StringUtils.join, COMPILED, LIBRARY",
    "com.fasterxml.jackson.databind.ObjectMapper.readValue, C1, LIBRARY",
    "io/netty/channel/Channel.read, INTERPRETED, FRAMEWORK",
    "io.netty.channel.epoll.Native.write, NATIVE, NATIVE",
    "GangWorker::run, COMPILED, NATIVE",
    "[unknown], COMPILED, NATIVE",
    "start_thread, COMPILED, NATIVE",
    "playground.Main.run, COMPILED, APPLICATION",
    "Main.run, COMPILED, APPLICATION",
    "com.acme.Codec$$Lambda.0x0123.run, COMPILED, APPLICATION",
  })
  void aFrameIsOfItsPackagesOwner(String name, FrameType type, FrameOwner owner) {
    assertThat(FrameOwner.of(new Frame(name, type))).isEqualTo(owner);
  }
}
