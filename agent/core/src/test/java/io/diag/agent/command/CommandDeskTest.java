package io.diag.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.ship.CommandLink;
import io.diag.agent.ship.HandedCommand;
import io.diag.wire.Command;
import io.diag.wire.CommandReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandDeskTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakeLink link = new FakeLink();
  private final FakeHandler handler = new FakeHandler();
  private long nanos;
  private final CommandDesk desk =
      new CommandDesk(link, List.of(handler), () -> nanos, () -> nanos / 1_000_000);

  @Test
  void aCommandIsBegunSteppedAndReportedDoneWithItsResult() {
    hand("a", "dance", false);
    handler.steps.add(CommandStep.running(0.5, "halfway"));
    handler.steps.add(CommandStep.done("danced", Map.of("n", 7L)));
    desk.tick(false);
    assertThat(link.reports()).containsExactly("a running null null", "a running 0.5 halfway");
    nanos += 3 * SECOND;
    desk.tick(false);
    assertThat(link.reports()).last().isEqualTo("a done 1.0 danced");
    assertThat(link.reports.get(2).result()).containsEntry("n", 7L);
    assertThat(handler.stopped).isEqualTo(1);
  }

  @Test
  void progressIsToldEveryTwoSecondsAtMost() {
    hand("a", "dance", false);
    for (int i = 0; i < 40; i++) {
      handler.steps.add(CommandStep.running(i / 40.0, null));
      desk.tick(false);
      nanos += SECOND / 2;
    }
    assertThat(link.reports).hasSize(11); // begun, and one each two seconds
  }

  @Test
  void oneThatIsHandedOutAgainIsNotBegunAgain() {
    hand("a", "dance", false);
    desk.tick(false);
    handler.steps.add(CommandStep.done(null, Map.of()));
    hand("a", "dance", false);
    desk.tick(false);
    hand("a", "dance", false);
    desk.tick(false);
    assertThat(handler.started).isEqualTo(1);
  }

  @Test
  void aSecondOfTheSameKindIsRefusedWhileTheFirstRuns() {
    hand("a", "dance", false);
    hand("b", "dance", false);
    desk.tick(false);
    assertThat(link.reports()).anyMatch(one -> one.startsWith("b failed") && one.contains("runs"));
    assertThat(handler.started).isEqualTo(1);
  }

  @Test
  void aKindThatIsNotKnownFailsNamingThoseThatAre() {
    hand("a", "sing", false);
    desk.tick(false);
    assertThat(link.reports())
        .containsExactly("a failed null this agent knows no 'sing', but [dance]");
  }

  @Test
  void oneThatRunsIsCancelledAndOneThatIsNotHereIsSaidToBe() {
    hand("a", "dance", false);
    desk.tick(false);
    hand("a", "dance", true);
    hand("elsewhere", "dance", true);
    desk.tick(false);
    assertThat(link.reports())
        .contains("a cancelled null cancelled", "elsewhere cancelled null not begun here");
    assertThat(handler.stopped).isEqualTo(1);
    hand("elsewhere", "dance", false);
    desk.tick(false);
    assertThat(handler.started).as("cancelled before it came").isEqualTo(1);
  }

  @Test
  void theDeadlineEndsItHereAsWell() {
    hand("a", "dance", false);
    desk.tick(false);
    nanos += 60 * SECOND;
    desk.tick(false);
    assertThat(link.reports()).last().isEqualTo("a failed null not done before the deadline");
    assertThat(handler.stopped).isEqualTo(1);
    link.handed.add(new HandedCommand(new Command("b", "dance", Map.of(), 0, false), nanos));
    desk.tick(false);
    assertThat(link.reports())
        .last()
        .isEqualTo("b failed null its deadline had passed when it came");
  }

  @Test
  void whateverAHandlerThrowsEndsItsCommandAlone() {
    handler.failure = new NoClassDefFoundError("gone");
    hand("a", "dance", false);
    desk.tick(false);
    assertThat(link.reports()).containsExactly("a failed null gone");
    handler.failure = null;
    hand("b", "dance", false);
    desk.tick(false);
    handler.stepFailure = new IllegalStateException("tired");
    desk.tick(false);
    assertThat(link.reports()).last().isEqualTo("b failed null tired");
    assertThat(handler.stopped).isEqualTo(1);
  }

  @Test
  void theEndOfTheAgentIsReportedForWhatRuns() {
    hand("a", "dance", false);
    desk.tick(false);
    desk.tick(true);
    desk.stop();
    assertThat(link.reports()).last().asString().startsWith("a failed null the agent was detached");
    assertThat(handler.stopped).isEqualTo(1);
    assertThat(link.stopped).isTrue();
  }

  private void hand(String id, String kind, boolean cancel) {
    Command command = new Command(id, kind, Map.of(), 0, cancel);
    link.handed.add(new HandedCommand(command, nanos + 60 * SECOND));
  }

  private static final class FakeLink implements CommandLink {
    private final List<HandedCommand> handed = new ArrayList<>();
    private final List<CommandReport> reports = new ArrayList<>();
    private boolean stopped;

    @Override
    public void step() {}

    @Override
    public List<HandedCommand> take() {
      List<HandedCommand> taken = List.copyOf(handed);
      handed.clear();
      return taken;
    }

    @Override
    public void report(CommandReport report) {
      reports.add(report);
    }

    @Override
    public void stop() {
      stopped = true;
    }

    List<String> reports() {
      return reports.stream()
          .map(
              one ->
                  one.id() + " " + one.state().label() + " " + one.progress() + " " + one.message())
          .toList();
    }
  }

  /** Each run takes the next of the steps, and runs on when there is none. */
  private static final class FakeHandler implements CommandHandler {
    private final List<CommandStep> steps = new ArrayList<>();
    private Throwable failure;
    private Exception stepFailure;
    private int started;
    private int stopped;

    @Override
    public String kind() {
      return "dance";
    }

    @Override
    public CommandRun start(Map<String, Object> arguments) {
      if (failure instanceof Error) {
        throw (Error) failure;
      }
      started++;
      return new CommandRun() {
        @Override
        public CommandStep step() throws Exception {
          if (stepFailure != null) {
            throw stepFailure;
          }
          return steps.isEmpty() ? CommandStep.running(null, null) : steps.remove(0);
        }

        @Override
        public void stop() {
          stopped++;
        }
      };
    }
  }
}
