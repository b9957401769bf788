package io.diag.collector.finding;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.command.CommandBoard;
import io.diag.collector.store.CommandRecord;
import io.diag.collector.store.CommandState;
import io.diag.collector.store.CommandStore;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Store;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.code.GrowingMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a JVM record for some seconds whose code takes what grows, once for each finding that growth
 * is likely, and reads what came of it. However many findings there are, each {@link #begin round}
 * orders few recordings and reads few. One thread at a time.
 */
final class StackRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(StackRecorder.class);

  private static final int SECONDS = 30;

  /** To read one may take a tenth of a second, and the judging waits for it. */
  static final int A_ROUND = 4;

  /** What was recorded is there with the chunk that is sealed after it. */
  private static final long ARRIVES_MILLIS = 15_000;

  /** While another one runs there it is tried again so often. */
  private static final long BUSY_MILLIS = Duration.ofSeconds(15).toMillis();

  /** After a refusal it is tried again. */
  private static final long AGAIN_MILLIS = Duration.ofMinutes(2).toMillis();

  /** An agent that refused so often will not be able later either. */
  private static final int MOST_REFUSALS = 3;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final CommandBoard board;
  private final Store store;
  private final Clock clock;

  /** By the finding's id. */
  private final Map<String, Order> orders = new HashMap<>();

  private int ordersLeft;
  private int readsLeft;

  StackRecorder(CommandBoard board, Store store, Clock clock) {
    this.board = board;
    this.store = store;
    this.clock = clock;
  }

  /** A recording for one finding, and what it told. */
  private static final class Order {
    private String command;
    private int refusals;
    private long notBeforeMillis;
    private GrowthOrigin origin;
    private boolean over;
  }

  /** Begins a round. */
  void begin() {
    ordersLeft = A_ROUND;
    readsLeft = A_ROUND;
  }

  /**
   * What was recorded of what a finding is about, or null; sees to it that it will be known. Blocks
   * for the store.
   */
  GrowthOrigin origin(Jvm jvm, Finding finding) {
    GrowingMemory what = GrowingMemory.ofRule(finding.rule());
    if (what == null || finding.claim().confidence() == Confidence.POSSIBLE) {
      return null;
    }
    Order order = orders.computeIfAbsent(finding.id(), id -> restored(finding));
    try {
      if (!order.over) {
        go(jvm, what, order);
      }
    } catch (RuntimeException failed) {
      LOG.warn("no recording for '{}': {}", finding.rule(), failed.toString());
      order.notBeforeMillis = clock.millis() + AGAIN_MILLIS;
    }
    return order.origin;
  }

  /** Forgets all findings but these. */
  void retain(Set<String> findings) {
    orders.keySet().retainAll(findings);
  }

  /** What a collector before this one found out stays. */
  private static Order restored(Finding finding) {
    Order order = new Order();
    GrowthStack stack = null;
    MemoryHolders holders = null;
    for (Evidence evidence : finding.claim().evidence()) {
      if (evidence instanceof StackEvidence known) {
        stack = known.stack();
      } else if (evidence instanceof HoldersEvidence known) {
        holders = known.holders();
      }
    }
    if (stack != null || holders != null) {
      order.origin = new GrowthOrigin(stack, holders);
      order.over = true;
    }
    return order;
  }

  private void go(Jvm jvm, GrowingMemory what, Order order) {
    long now = clock.millis();
    if (order.command != null) {
      read(jvm, what, order, now);
    } else if (ordersLeft > 0 && now >= order.notBeforeMillis) {
      order.command = order(jvm, what, now).orElse(null);
      ordersLeft -= order.command == null ? 0 : 1;
      order.notBeforeMillis = now + BUSY_MILLIS;
    }
  }

  /** The command's id; empty while somebody records. */
  private Optional<String> order(Jvm jvm, GrowingMemory what, long now) {
    boolean recording =
        store.commands().ofJvm(jvm.id()).stream()
            .anyMatch(one -> one.kind().equals("profile") && one.at(now).state().isOpen());
    if (recording) {
      return Optional.empty();
    }
    String body =
        "{\"kind\":\"profile\",\"arguments\":{\"event\":\""
            + what.event()
            + "\",\"seconds\":"
            + SECONDS
            + "}}";
    return Optional.of(board.add(jvm, body.getBytes(StandardCharsets.UTF_8)).id());
  }

  private void read(Jvm jvm, GrowingMemory what, Order order, long now) {
    CommandStore commands = store.commands();
    CommandRecord command = commands.command(order.command).map(one -> one.at(now)).orElse(null);
    if (command == null || (!command.state().isOpen() && command.state() != CommandState.DONE)) {
      order.command = null; // somebody else may have recorded there just then
      if (++order.refusals == MOST_REFUSALS) {
        order.over = true;
        order.origin = GrowthOrigin.unknown(why(command));
      }
      order.notBeforeMillis = now + AGAIN_MILLIS;
      return;
    }
    boolean arrived =
        !command.state().isOpen() && now - command.changedAtMillis() >= ARRIVES_MILLIS;
    if (arrived && readsLeft > 0) {
      readsLeft--;
      order.over = true;
      order.origin =
          commands.result(order.command).map(result -> told(jvm, what, result)).orElse(null);
    }
  }

  private static String why(CommandRecord command) {
    return command == null || command.message() == null
        ? "the JVM did not do it when it was asked"
        : command.message();
  }

  /** Null where it cannot be read. */
  private GrowthOrigin told(Jvm jvm, GrowingMemory what, String result) {
    try {
      return new GrowthRecording(store, jvm, what).origin(MAPPER.readTree(result));
    } catch (IOException unreadable) {
      LOG.warn("what a recording told could not be read: {}", unreadable.toString());
      return null;
    }
  }
}
