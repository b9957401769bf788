package io.diag.agent.eventloop.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.StackTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
  @Test
  void theHandlerThatTheFrameworkCalledIsToBlame() {
    assertThat(
            blamed(
                "java.lang.Thread.sleep!",
                "com.acme.Dao.load",
                "com.acme.Handler.read",
                "io.netty.channel.nio.NioEventLoop.run",
                "java.lang.Thread.run"))
        .isEqualTo("com.acme.Handler.read");
  }

  @Test
  void aThreadOfTheApplicationsOwnBelowTheFrameworkIsNot() {
    assertThat(
            blamed(
                "java.util.regex.Pattern.match",
                "com.acme.Handler.read",
                "io.netty.channel.nio.NioEventLoop.run",
                "com.acme.NamedThread.run"))
        .isEqualTo("com.acme.Handler.read");
  }

  @Test
  void aHandlerThatCallsAFrameworkIsStillTheOne() {
    assertThat(
            blamed(
                "java.lang.Object.wait!",
                "io.netty.util.concurrent.DefaultPromise.await",
                "com.acme.Handler.read",
                "io.netty.channel.nio.NioEventLoop.run"))
        .isEqualTo("com.acme.Handler.read");
  }

  @Test
  void withoutAFrameworkItIsTheInnermostOfTheApplication() {
    assertThat(
            blamed(
                "java.lang.Thread.sleep!",
                "com.acme.Handler.read",
                "com.acme.Loop.run",
                "java.lang.Thread.run"))
        .isEqualTo("com.acme.Handler.read");
  }

  @Test
  void whereNobodyElseIsThereItIsTheFramework() {
    assertThat(blamed("java.lang.Thread.sleep!", "io.netty.util.Recycler.get"))
        .isEqualTo("io.netty.util.Recycler.get");
    assertThat(blamed("java.lang.Thread.sleep!")).isEqualTo("java.lang.Thread.sleep");
    assertThat(blamed()).isNull();
  }

  @Test
  void whatStandsForALambdaIsNoFrame() {
    StackTraceElement[] stack =
        SimulatedLoop.stack("a.B.lambda$run$0", "a.B$$Lambda$93/0x00007fb344024210.apply", "a.C.d");
    assertThat(Frames.withoutProxies(stack))
        .extracting(StackTraceElement::getMethodName)
        .containsExactly("lambda$run$0", "d");
  }

  @Test
  void aFrameIsWrittenAsInAStackTrace() {
    StackTraceElement[] stack = SimulatedLoop.stack("a.B.c!", "d.E.f");
    assertThat(Frames.outermostFirst(stack))
        .containsExactly("d.E.f(File.java:7)", "a.B.c(Native Method)");
    assertThat(Frames.innermostFirst(stack, 1)).containsExactly("a.B.c(Native Method)");
  }

  @Test
  void aDeepStackLacksItsMiddle() {
    StackTraceElement[] stack = new StackTraceElement[1_000];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = new StackTraceElement("a.B", "m" + i, "x".repeat(300), i + 1);
    }
    List<String> frames = Frames.outermostFirst(stack);
    assertThat(frames).hasSize(97).contains("\u2026");
    assertThat(frames.get(0)).startsWith("a.B.m999(");
    assertThat(frames.get(96)).startsWith("a.B.m0(");
    assertThat(frames).allMatch(frame -> frame.length() <= StackTree.MAX_TEXT);
  }

  private static String blamed(String... innermostFirst) {
    return Frames.blamed(SimulatedLoop.stack(innermostFirst));
  }
}
