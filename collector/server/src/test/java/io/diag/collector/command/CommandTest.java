package io.diag.collector.command;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import io.diag.wire.CommandReport;
import io.diag.wire.Goodbye;
import io.diag.wire.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
  private static final String COMMANDS = "/api/v1/jvms/" + JVM + "/commands";
  private static final String HISTOGRAM = "{\"kind\":\"class-histogram\"}";

  @TempDir private Path data;

  @Test
  void aCommandGoesFromWaitingOverRunningToDoneWithItsResult() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      HttpResponse<String> added =
          collector.post(
              COMMANDS,
              "{\"kind\":\"class-histogram\",\"arguments\":{\"top\":3},\"deadlineSeconds\":90}");
      assertThat(added.statusCode()).as(added.body()).isEqualTo(202);
      JsonNode command = parse(added);
      assertThat(command.get("state").asText()).isEqualTo("waiting");
      assertThat(command.get("arguments").toString()).isEqualTo("{\"top\":3,\"live\":true}");
      assertThat(command.get("deadline").asLong()).isEqualTo(collector.now() + 90_000);
      String id = command.get("id").asText();

      JsonNode handed = poll(collector, 0).get("commands");
      assertThat(handed).hasSize(1);
      assertThat(handed.get(0).get("id").asText()).isEqualTo(id);
      assertThat(handed.get(0).get("arguments")).isEqualTo(command.get("arguments"));
      assertThat(handed.get(0).get("cancel").asBoolean()).isFalse();

      collector.report(1, id, CommandReport.State.RUNNING, null);
      assertThat(state(collector, id)).isEqualTo("running");
      collector.report(2, id, CommandReport.State.DONE, Map.of("totalBytes", 77L));
      JsonNode done = collector.json("/api/v1/commands/" + id);
      assertThat(done.get("state").asText()).isEqualTo("done");
      assertThat(done.get("result").toString()).isEqualTo("{\"totalBytes\":77}");
      assertThat(poll(collector, 0).get("commands")).isEmpty();
      JsonNode listed = collector.json(COMMANDS).get("commands");
      assertThat(listed).hasSize(1);
      assertThat(listed.get(0).has("result")).as("results are asked for one by one").isFalse();
    }
  }

  @Test
  void anAnswerThatWasLostIsGivenAgainUntilTheAgentReports() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String id = add(collector, HISTOGRAM);
      assertThat(ids(poll(collector, 0))).containsExactly(id);
      assertThat(ids(poll(collector, 0))).as("its report may be under way").isEmpty();
      collector.clock.advance(Duration.ofSeconds(5));
      assertThat(ids(poll(collector, 0))).containsExactly(id);
      collector.report(1, id, CommandReport.State.RUNNING, null);
      collector.clock.advance(Duration.ofSeconds(5));
      assertThat(ids(poll(collector, 0))).isEmpty();
    }
  }

  @Test
  void theFirstLastWordOfTheAgentStays() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String id = add(collector, HISTOGRAM);
      collector.report(2, id, CommandReport.State.DONE, Map.of("n", 1L));
      collector.report(1, id, CommandReport.State.RUNNING, null);
      collector.report(3, id, CommandReport.State.FAILED, Map.of("n", 2L));
      JsonNode command = collector.json("/api/v1/commands/" + id);
      assertThat(command.get("state").asText()).isEqualTo("done");
      assertThat(command.get("result").get("n").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anotherJvmsReportChangesNothing() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.hello("another-jvm", aHello());
      String id =
          parse(collector.post("/api/v1/jvms/another-jvm/commands", HISTOGRAM)).get("id").asText();
      assertThat(collector.report(1, id, CommandReport.State.DONE, null).statusCode())
          .isEqualTo(200);
      assertThat(state(collector, id)).isEqualTo("waiting");
    }
  }

  @Test
  void theClockAloneEndsWhatNobodyTookAndALateResultStillCounts() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String id = add(collector, HISTOGRAM);
      collector.clock.advance(Duration.ofSeconds(60));
      assertThat(state(collector, id)).isEqualTo("waiting");
      collector.clock.advance(Duration.ofSeconds(1));
      JsonNode expired = collector.json("/api/v1/commands/" + id);
      assertThat(expired.get("state").asText()).isEqualTo("expired");
      assertThat(expired.get("message").asText()).contains("did not take it");
      assertThat(poll(collector, 0).get("commands")).isEmpty();
      collector.report(1, id, CommandReport.State.DONE, Map.of("n", 1L));
      assertThat(state(collector, id)).isEqualTo("done");
    }
  }

  @Test
  void whatRunsPastItsDeadlineExpiresAndItsAgentIsToldToEndIt() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String id = add(collector, HISTOGRAM);
      collector.report(1, id, CommandReport.State.RUNNING, null);
      collector.clock.advance(Duration.ofSeconds(76));
      assertThat(state(collector, id)).isEqualTo("expired");
      JsonNode handed = poll(collector, 0).get("commands").get(0);
      assertThat(handed.get("cancel").asBoolean()).isTrue();
    }
  }

  @Test
  void oneThatWaitsIsCancelledAtOnceAndOneThatRunsWhenTheAgentSaysSo() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String waiting = add(collector, HISTOGRAM);
      assertThat(cancel(collector, waiting)).isEqualTo("cancelled");
      assertThat(poll(collector, 0).get("commands")).isEmpty();
      collector.report(1, waiting, CommandReport.State.RUNNING, null);
      assertThat(state(collector, waiting)).as("it was on its way").isEqualTo("cancelled");
      assertThat(ids(poll(collector, 0))).as("so the agent is told").containsExactly(waiting);

      String running = add(collector, HISTOGRAM);
      collector.report(2, running, CommandReport.State.RUNNING, null);
      assertThat(cancel(collector, running)).isEqualTo("running");
      JsonNode handed = poll(collector, 0).get("commands").get(0);
      assertThat(handed.get("id").asText()).isEqualTo(running);
      assertThat(handed.get("cancel").asBoolean()).isTrue();
      collector.report(3, running, CommandReport.State.CANCELLED, null);
      assertThat(state(collector, running)).isEqualTo("cancelled");
      assertThat(cancel(collector, running)).as("again changes nothing").isEqualTo("cancelled");
    }
  }

  @Test
  void commandsSurviveARestartOfTheCollector() throws StartException {
    String waiting;
    String done;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      waiting = add(collector, HISTOGRAM);
      done = add(collector, HISTOGRAM);
      poll(collector, 0);
      collector.report(1, done, CommandReport.State.DONE, Map.of("n", 1L));
    }
    try (RunningCollector collector = new RunningCollector(data)) {
      assertThat(collector.json("/api/v1/commands/" + done).get("result").get("n").asInt())
          .isEqualTo(1);
      assertThat(ids(poll(collector, 0))).as("handed out anew").containsExactly(waiting);
    }
  }

  @Test
  void anAgentThatWaitsIsAnsweredAsSoonAsThereIsSomething() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      CompletableFuture<JsonNode> waiting =
          CompletableFuture.supplyAsync(() -> poll(collector, 25));
      String id = add(collector, HISTOGRAM);
      assertThat(ids(waiting.get())).containsExactly(id);
    }
  }

  @Test
  void manyAgentsWaitWithoutAThreadEachAndAllAreAnsweredWhenTheCollectorStops() throws Exception {
    int agents = 150; // more than the server has threads
    CompletableFuture<?>[] waiting = new CompletableFuture<?>[agents];
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      for (int i = 0; i < agents; i++) {
        String jvm = "waiting-jvm-" + i;
        collector.hello(jvm, aHello());
        waiting[i] = collector.getSoon(Wire.commandsPath(jvm) + "?wait=25");
      }
      String id = add(collector, HISTOGRAM);
      assertThat(ids(poll(collector, 0))).as("others are served").containsExactly(id);
    }
    for (CompletableFuture<?> one : waiting) {
      assertThat(one.handle((answer, failure) -> true).get()).isTrue();
    }
  }

  @Test
  void atMostSixteenAreOpenAtOnce() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String first = add(collector, HISTOGRAM);
      for (int i = 1; i < 16; i++) {
        add(collector, HISTOGRAM);
      }
      HttpResponse<String> refused = collector.post(COMMANDS, HISTOGRAM);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("urn:diag:too-many-commands", "16 open");
      cancel(collector, first);
      add(collector, HISTOGRAM);
    }
  }

  @Test
  void theLastFiftyOfAJvmAreKept() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String first = add(collector, HISTOGRAM);
      cancel(collector, first);
      for (int i = 0; i < 50; i++) {
        collector.clock.advance(Duration.ofMillis(1));
        cancel(collector, add(collector, HISTOGRAM));
      }
      assertThat(collector.json(COMMANDS).get("commands")).hasSize(50);
      assertThat(collector.get("/api/v1/commands/" + first).body())
          .contains("urn:diag:no-such-command");
    }
  }

  @Test
  void aJvmThatSaidGoodbyeTakesNoCommands() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.goodbye(1, Goodbye.Reason.DETACHED);
      HttpResponse<String> refused = collector.post(COMMANDS, HISTOGRAM);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("This JVM is detached");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind":"dance"} | there are profile, class-histogram
          {} | there are profile, class-histogram
          [] | not a JSON object
          {"kind": | not JSON
          {"kind":"profile","more":1} | has a field 'more'
          {"kind":"profile"} | accepted is wall, live, lock, nativemem
          {"kind":"profile","arguments":{"event":"cpu"}} | accepted is wall, live, lock, nativemem
          {"kind":"profile","arguments":{"event":"wall","seconds":601}} | from 1 to 600
          {"kind":"profile","arguments":{"event":"wall","seconds":"9"}} | from 1 to 600
          {"kind":"profile","arguments":7} | 'arguments' is not a JSON object
          {"kind":"class-histogram","arguments":{"top":0}} | from 1 to 500
          {"kind":"class-histogram","arguments":{"depth":1}} | takes no 'depth'
          {"kind":"class-histogram","arguments":{"seconds":60}} | together with
          {"kind":"memory-ledger","arguments":{"malloc":"yes"}} | 'malloc' is 'yes'
          {"kind":"class-histogram","deadlineSeconds":4} | from 5 to 3600
          {"kind":"class-histogram","deadlineSeconds":3601} | from 5 to 3600
          {"kind":"profile","arguments":{"event":"wall"},"deadlineSeconds":30} | alone takes 30
          """)
  void whatCannotBeDoneIsRefusedWithWhatCan(String body, String says) throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      HttpResponse<String> refused = collector.post(COMMANDS, body);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(parse(refused).get("detail").asText()).contains(says);
      assertThat(collector.json(COMMANDS).get("commands")).isEmpty();
    }
  }

  @Test
  void aResultBeyondItsBoundIsRefused() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String id = add(collector, HISTOGRAM);
      List<String> rows = java.util.Collections.nCopies(20, "x".repeat(60_000));
      HttpResponse<String> refused =
          collector.report(1, id, CommandReport.State.DONE, Map.of("rows", rows));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("urn:diag:limit", "'result'");
    }
  }

  private static String add(RunningCollector collector, String body) {
    HttpResponse<String> added = collector.post(COMMANDS, body);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(202);
    return parse(added).get("id").asText();
  }

  private static String cancel(RunningCollector collector, String id) {
    HttpResponse<String> answer = collector.post("/api/v1/commands/" + id + "/cancel", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return parse(answer).get("state").asText();
  }

  private static String state(RunningCollector collector, String id) {
    return collector.json("/api/v1/commands/" + id).get("state").asText();
  }

  private static JsonNode poll(RunningCollector collector, int waitSeconds) {
    return collector.json(Wire.commandsPath(JVM) + "?wait=" + waitSeconds);
  }

  private static List<String> ids(JsonNode list) {
    return list.get("commands").findValuesAsText("id");
  }
}
