package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.command.CommandException;
import io.diag.agent.command.CommandRun;
import io.diag.agent.command.CommandStep;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.RecordedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandHandlerTest {
  private static final long RESIDENT = 40_832L * 1024;

  @TempDir Path root;
  private final Sample sample = new Sample();
  private final List<String> asked = new ArrayList<>();
  private Commands vm = command -> MallocUseTest.recorded("2.36");
  private LedgerFeature ledger;
  private Error failing;
  private int calls;

  @BeforeEach
  void theUsualReadingHasJustBeenMade() throws Exception {
    RecordedFiles recorded = new RecordedFiles(root);
    recorded.put("proc/self/smaps", RecordedMappings.text("17-g1"));
    ledger =
        new LedgerFeature(
            recorded.files(),
            sample,
            command -> "[0x00000000e0000000, 0x0000000100000000)",
            () -> 0,
            () -> 20_000,
            this::ownCpu,
            () -> 0,
            () -> 0);
    ledger.start();
    sampled();
  }

  @Test
  void theMappingsAreReadWithTheNextSampleThoughTheirTurnIsInAMinute() throws Exception {
    assertThat(sampled()).as("not by itself").isZero();
    CommandRun run = start(Map.of("malloc", false));
    assertThat(run.step().isDone()).isFalse();
    assertThat(sampled()).isPositive();
    CommandStep done = run.step();
    assertThat(done.isDone()).isTrue();
    assertThat(done.message()).isEqualTo("61 mappings");
    assertThat(done.result()).containsEntry("residentBytes", RESIDENT).doesNotContainKey("malloc");
    assertThat(regions(done)).extracting(row -> row.get("region")).contains("heap", "native");
    assertThat(regions(done).stream().mapToLong(row -> (Long) row.get("bytes")).sum())
        .isEqualTo(RESIDENT);
    assertThat(asked).as("malloc is left alone").isEmpty();
    assertThat(sampled()).as("once").isZero();
  }

  @Test
  void mallocIsAskedWhereThatIsWanted() throws Exception {
    CommandRun run = start(Map.of("malloc", true));
    sampled();
    CommandStep done = run.step();
    assertThat(done.message()).isEqualTo("61 mappings; malloc holds 1 MiB that are free");
    assertThat(done.result().get("malloc")).asString().contains("arenas=2");
    assertThat(asked).containsExactly("System.native_heap_info");
  }

  @Test
  void whereMallocCannotBeAskedTheRegionsAreToldNonetheless() throws Exception {
    vm =
        command -> {
          throw new CommandException("this JVM does not offer it");
        };
    CommandRun run = start(Map.of("malloc", true));
    sampled();
    assertThat(run.step().message())
        .isEqualTo(
            "61 mappings; malloc is not asked: this JVM does not offer System.native_heap_info, as JDK"
                + " 21 and newer do");
    vm = command -> "malloc_info(3) is not supported";
    run = start(Map.of("malloc", true));
    sampled();
    assertThat(run.step().message()).endsWith("malloc says nothing that can be read");
  }

  @Test
  void aReadingThatFailsFailsTheCommandWhateverItThrows() throws Exception {
    CommandRun run = start(Map.of());
    failing = new OutOfMemoryError("no memory");
    assertThatThrownBy(this::sampled).isSameAs(failing);
    ledger.stop();
    assertThatThrownBy(run::step)
        .isInstanceOf(CommandException.class)
        .hasMessage("the mappings were not read: no memory");
    assertThatThrownBy(() -> start(Map.of()))
        .as("until it is started anew")
        .hasMessage("the mappings are not read in this JVM: no memory");
    failing = null;
    ledger.start();
    run = start(Map.of());
    sampled();
    assertThat(run.step().isDone()).isTrue();
  }

  @Test
  void whereTheMappingsCannotBeReadItIsRefused() throws Exception {
    Files.delete(root.resolve("proc/self/smaps"));
    ledger.start();
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("the mappings are not read in this JVM: ")
        .hasMessageContaining("smaps");
  }

  @Test
  void oneThatIsCancelledIsNotReadAndAPauseEndsIt() throws Exception {
    start(Map.of()).stop();
    assertThat(sampled()).isZero();
    CommandRun paused = start(Map.of());
    ledger.stop();
    assertThatThrownBy(paused::step)
        .hasMessage("the mappings were not read: readings rest for now");
    ledger.start();
    assertThat(sampled()).as("not when it goes on either").isZero();
  }

  private CommandRun start(Map<String, Object> arguments) throws Exception {
    return new LedgerCommandHandler(
            ledger,
            command -> {
              asked.add(command);
              return vm.execute(command);
            })
        .start(arguments);
  }

  /** Asked for before, in the midst of and after a reading. */
  private long ownCpu() {
    if (failing != null && ++calls % 3 == 2) {
      throw failing;
    }
    return 0;
  }

  /** The next sample; returns how many values the ledger added. */
  private int sampled() throws Exception {
    sample.clear();
    ledger.tick(false);
    return sample.points().size();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> regions(CommandStep done) {
    return (List<Map<String, Object>>) done.result().get("regions");
  }
}
