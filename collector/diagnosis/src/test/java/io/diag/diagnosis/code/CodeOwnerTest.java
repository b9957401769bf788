package io.diag.diagnosis.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOwnerTest {
  @ParameterizedTest
  @CsvSource({
    "com.acme.checkout.promo.PromotionRules.parse, APPLICATION",
    "java.lang.Thread.run, JDK",
    "com.sun.net.httpserver.Filter.doFilter, JDK",
    "javac.Main.run, APPLICATION",
    "io.netty.channel.epoll.EpollEventLoop.run, FRAMEWORK",
    "org.apache.catalina.connector.CoyoteAdapter.service, FRAMEWORK",
    "org.apache.commons.lang3.StringUtils.join, LIBRARY",
    "com.fasterxml.jackson.databind.ObjectMapper.readValue, LIBRARY",
    "io/netty/channel/Channel.read, FRAMEWORK",
    "GangWorker::run, NATIVE",
    "[unknown], NATIVE",
    "start_thread, NATIVE",
    "playground.Main.run, APPLICATION",
    "Main.run, APPLICATION",
    "com.acme.Codec$$Lambda.0x0123.run, APPLICATION",
  })
  void aFrameIsOfItsPackagesOwner(String name, CodeOwner owner) {
    assertThat(CodeOwner.of(name)).isEqualTo(owner);
  }
}
