package io.diag.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.FeatureState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {
  private final List<String> log = new ArrayList<>();
  private int stops;
  private int rests;
  private int failingStops;

  @Test
  void whateverAFeatureThrowsSwitchesItOffOnceAndStopsIt() {
    Fence fence =
        new Fence(
            feature(
                () -> {
                  throw new NoClassDefFoundError("sun/Missing");
                }),
            log::add);
    fence.start();
    fence.tick(false);
    fence.tick(true);
    fence.stop();
    assertThat(fence.state()).isEqualTo(FeatureState.failed("test", "sun/Missing"));
    assertThat(log).containsExactly("test failed (sun/Missing)");
    assertThat(stops).isEqualTo(1);
  }

  @Test
  void aFeatureThatFailedIsStartedAnewAfterPausesThatDouble() {
    int[] ticks = new int[1];
    Fence fence =
        new Fence(
            feature(
                () -> {
                  ticks[0]++;
                  throw new java.io.IOException("too many open files");
                }),
            log::add);
    fence.start();
    for (int i = 0; i < 30; i++) {
      fence.tick(false);
    }
    assertThat(ticks[0])
        .as("1 + 2 + 4 + 8 ticks of pause and four starts in thirty")
        .isBetween(4, 6);
    assertThat(stops).isEqualTo(ticks[0]);
  }

  @Test
  void aFeatureThatStepsBackIsStopped() {
    Fence fence = new Fence(feature(() -> FeatureState.off("test", "another profiler")), log::add);
    fence.start();
    fence.tick(false);
    assertThat(fence.state().reason()).isEqualTo("another profiler");
    assertThat(stops).isEqualTo(1);
  }

  @Test
  void aFeatureThatRestsIsStoppedAtTheEndAllTheSame() {
    Fence fence = new Fence(feature(() -> FeatureState.on("test")), log::add);
    fence.start();
    fence.rest("the agent is paused");
    assertThat(fence.state().reason()).isEqualTo("the agent is paused");
    assertThat(rests).isEqualTo(1);
    assertThat(stops).isZero();
    fence.tick(false);
    fence.start();
    fence.rest("the agent is paused");
    fence.stop();
    fence.stop();
    assertThat(rests).isEqualTo(2);
    assertThat(stops).isEqualTo(1);
  }

  @Test
  void aStopThatFailedIsMadeUpFor() {
    Fence fence =
        new Fence(
            feature(
                () -> {
                  failingStops = 2; // at once and as its state is told
                  throw new OutOfMemoryError("Java heap space");
                }),
            log::add);
    fence.start();
    fence.tick(false);
    assertThat(stops).as("tried").isZero();
    fence.tick(false);
    assertThat(stops).as("before it starts again").isEqualTo(1);
    fence.tick(false);
    fence.stop();
    assertThat(stops).as("at the end, having failed again").isEqualTo(2);
    fence.stop();
    assertThat(stops).isEqualTo(2);
  }

  private Feature feature(java.util.concurrent.Callable<FeatureState> tick) {
    return new Feature() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public FeatureState start() {
        return FeatureState.on("test");
      }

      @Override
      public FeatureState tick(boolean ending) throws Exception {
        return tick.call();
      }

      @Override
      public void rest() {
        rests++;
      }

      @Override
      public void stop() {
        if (failingStops > 0) {
          failingStops--;
          throw new OutOfMemoryError("Java heap space");
        }
        stops++;
      }
    };
  }
}
