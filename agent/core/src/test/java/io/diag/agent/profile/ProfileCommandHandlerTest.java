package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.command.CommandException;
import io.diag.agent.command.CommandRun;
import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.wire.Holders;
import io.diag.wire.ProfileSpan;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandHandlerTest {
  @TempDir private File root;
  private final FakeSource source = new FakeSource("fake");
  private final List<ProfileSpan> spans = new ArrayList<>();
  private long millis = 1_000_000;
  private ProfileEngine engine;
  private ProfileCommandHandler handler;

  @BeforeEach
  void start() throws IOException {
    engine =
        new ProfileEngine(
            List.of(source),
            new ProcessLoad(new ProcessCpu(new ProcFs(root)), () -> -1, () -> -1, this::nanos),
            (chunk, span, until) -> spans.add(span),
            () -> false,
            () -> 0,
            this::nanos,
            () -> millis);
    engine.start();
    Holders most =
        new Holders(List.of("{thread}"), List.of(new Holders.Row("pool-*", List.of(300L))));
    handler =
        new ProfileCommandHandler(
            engine, event -> event == SampledEvent.THREADSTART ? most : null, this::nanos);
  }

  @Test
  void theWallClockIsSampledForItsTimeAndTheResultSaysWhen() throws Exception {
    CommandRun run = handler.start(Map.of("event", "wall", "seconds", 20L));
    pass(10);
    assertThat(run.step()).hasFieldOrPropertyWithValue("progress", 0.5);
    pass(11);
    assertThat(run.step())
        .hasFieldOrPropertyWithValue("done", true)
        .extracting("result")
        .asString()
        .contains("event=wall");
    assertThat(spans).anyMatch(span -> span.event("wall") != null);
  }

  @Test
  void whatThereIsMostOfIsToldWithWhoBeginsIt() throws Exception {
    CommandRun run = handler.start(Map.of("event", "threadstart", "seconds", 5L));
    pass(6);
    assertThat(run.step())
        .extracting("result")
        .asString()
        .contains("event=threadstart")
        .contains("holders={units=[{thread}], rows=[{name=pool-*, amounts=[300]}]}");
  }

  @Test
  void aCancelledOneStopsTheSampling() throws Exception {
    CommandRun run = handler.start(Map.of("event", "wall", "seconds", 600L));
    pass(5);
    run.stop();
    pass(1);
    assertThat(source.started.get(source.started.size() - 1).has(SampledEvent.WALL)).isFalse();
  }

  @Test
  void aSecondOneIsToldToWait() throws Exception {
    handler.start(Map.of("event", "wall"));
    assertThatThrownBy(() -> handler.start(Map.of("event", "live")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("wait for it");
  }

  @Test
  void whereNothingIsSampledTheReasonIsTold() throws IOException {
    source.conflict = "another profiler is loaded";
    pass(10);
    assertThatThrownBy(() -> handler.start(Map.of("event", "wall")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("another profiler is loaded");
  }

  @Test
  void anEventThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> handler.start(Map.of("event", "smell")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("'smell'");
  }

  private void pass(int seconds) throws IOException {
    for (int i = 0; i < 2 * seconds; i++) {
      millis += 500;
      engine.tick(false);
    }
  }

  private long nanos() {
    return millis * 1_000_000;
  }
}
