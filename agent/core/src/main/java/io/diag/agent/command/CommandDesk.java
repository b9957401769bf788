package io.diag.agent.command;

import io.diag.agent.session.Feature;
import io.diag.agent.ship.CommandLink;
import io.diag.agent.ship.HandedCommand;
import io.diag.wire.Command;
import io.diag.wire.CommandReport;
import io.diag.wire.FeatureState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Takes commands, has each done by the handler of its kind, and reports. The sampler's thread only.
 * Whatever a handler throws ends its command and nothing else.
 */
public final class CommandDesk implements Feature {
  /** Commands whose ids are remembered: a collector keeps fewer of one JVM. */
  private static final int MAX_KNOWN = 256;

  private static final int MAX_MESSAGE = 1_000;

  private final CommandLink link;
  private final Map<String, CommandHandler> handlers = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private final LongSupplier millis;

  /** By kind. */
  private final Map<String, RunningCommand> running = new LinkedHashMap<>();

  /** What was begun or refused. Handed out again it is ignored. */
  private final Map<String, Boolean> known =
      new LinkedHashMap<String, Boolean>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  /**
   * @param handlers one for each kind
   * @param nanoTime a monotonic clock in nanoseconds
   * @param millis the time of day
   */
  public CommandDesk(
      CommandLink link, List<CommandHandler> handlers, LongSupplier nanoTime, LongSupplier millis) {
    this.link = link;
    this.nanoTime = nanoTime;
    this.millis = millis;
    for (CommandHandler handler : handlers) {
      this.handlers.put(handler.kind(), handler);
    }
  }

  @Override
  public String name() {
    return "commands";
  }

  @Override
  public FeatureState start() {
    return FeatureState.on(name());
  }

  /** Always: a person waits for what comes. */
  @Override
  public boolean urgent() {
    return true;
  }

  @Override
  public FeatureState tick(boolean ending) {
    if (ending) {
      return FeatureState.on(name()); // what runs is ended by the stop that follows
    }
    link.step();
    for (HandedCommand handed : link.take()) {
      accept(handed);
    }
    for (Map.Entry<String, RunningCommand> one : new ArrayList<>(running.entrySet())) {
      advance(one.getKey(), one.getValue());
    }
    return FeatureState.on(name());
  }

  @Override
  public void stop() {
    for (Map.Entry<String, RunningCommand> one : new ArrayList<>(running.entrySet())) {
      end(
          one.getKey(),
          one.getValue(),
          CommandReport.State.FAILED,
          "the agent was detached or paused, or its JVM ended, before it was done",
          null);
    }
    link.stop();
  }

  private void accept(HandedCommand handed) {
    Command command = handed.command();
    if (command.cancel()) {
      cancel(command);
    } else if (known.put(command.id(), true) == null) {
      begin(command, handed.deadlineNanos());
    }
  }

  private void cancel(Command command) {
    RunningCommand one = running.get(command.kind());
    if (one != null && one.id().equals(command.id())) {
      end(command.kind(), one, CommandReport.State.CANCELLED, "cancelled", null);
    } else if (known.put(command.id(), true) == null) {
      report(command.id(), CommandReport.State.CANCELLED, null, "not begun here", null);
    }
  }

  private void begin(Command command, long deadlineNanos) {
    String id = command.id();
    CommandHandler handler = handlers.get(command.kind());
    if (handler == null) {
      refuse(id, "this agent knows no '" + command.kind() + "', but " + handlers.keySet());
    } else if (running.containsKey(command.kind())) {
      refuse(id, "another '" + command.kind() + "' runs in this JVM; wait for it or cancel it");
    } else if (nanoTime.getAsLong() - deadlineNanos >= 0) {
      refuse(id, "its deadline had passed when it came");
    } else {
      try {
        CommandRun run = handler.start(command.arguments());
        running.put(
            command.kind(), new RunningCommand(id, run, deadlineNanos, nanoTime.getAsLong()));
        report(id, CommandReport.State.RUNNING, null, null, null);
      } catch (Throwable failure) {
        refuse(id, reason(failure));
      }
    }
  }

  private void advance(String kind, RunningCommand one) {
    if (one.isLate(nanoTime.getAsLong())) {
      end(kind, one, CommandReport.State.FAILED, "not done before the deadline", null);
      return;
    }
    try {
      CommandStep step = one.run().step();
      if (step.isDone()) {
        end(kind, one, CommandReport.State.DONE, step.message(), step.result());
      } else if (one.isNews(step, nanoTime.getAsLong())) {
        report(
            one.id(), CommandReport.State.RUNNING, step.progress(), step.message(), step.result());
      }
    } catch (Throwable failure) {
      end(kind, one, CommandReport.State.FAILED, reason(failure), null);
    }
  }

  private void end(
      String kind,
      RunningCommand one,
      CommandReport.State state,
      String message,
      Map<String, Object> result) {
    running.remove(kind);
    String said = message;
    try {
      one.run().stop();
    } catch (Throwable failure) {
      said = (message == null ? "" : message + "; ") + "it did not end cleanly: " + reason(failure);
    }
    report(one.id(), state, state == CommandReport.State.DONE ? 1.0 : null, said, result);
  }

  private void refuse(String id, String why) {
    report(id, CommandReport.State.FAILED, null, why, null);
  }

  private void report(
      String id,
      CommandReport.State state,
      Double progress,
      String message,
      Map<String, Object> result) {
    String cut =
        message == null || message.length() <= MAX_MESSAGE
            ? message
            : message.substring(0, MAX_MESSAGE);
    link.report(new CommandReport(millis.getAsLong(), id, state, progress, cut, result));
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty() ? failure.toString() : message;
  }
}
