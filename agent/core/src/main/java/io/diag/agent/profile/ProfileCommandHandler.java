package io.diag.agent.profile;

import io.diag.agent.command.CommandException;
import io.diag.agent.command.CommandHandler;
import io.diag.agent.command.CommandRun;
import io.diag.agent.command.CommandStep;
import io.diag.wire.FeatureState;
import io.diag.wire.Holders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Samples one more event for a given time: the wall clock, live objects or native memory. What is
 * sampled goes to the collector with the other profiles; the command's result says which time it
 * covers.
 */
public final class ProfileCommandHandler implements CommandHandler {
  private static final long DEFAULT_SECONDS = 30;
  private static final long MAX_SECONDS = 600;
  private static final long NANOS = 1_000_000_000L;

  private final ProfileEngine engine;
  private final Function<SampledEvent, Holders> holders;
  private final LongSupplier nanoTime;

  /**
   * @param holders what there is most of among that which an event tells the beginning of, or null
   */
  public ProfileCommandHandler(
      ProfileEngine engine, Function<SampledEvent, Holders> holders, LongSupplier nanoTime) {
    this.engine = engine;
    this.holders = holders;
    this.nanoTime = nanoTime;
  }

  @Override
  public String kind() {
    return "profile";
  }

  @Override
  public CommandRun start(Map<String, Object> arguments) throws CommandException {
    SampledEvent event = SampledEvent.ofLabel(String.valueOf(arguments.get("event")));
    if (event == null) {
      throw new CommandException("'" + arguments.get("event") + "' is no event of this agent");
    }
    Object said = arguments.get("seconds");
    long seconds =
        said instanceof Long ? Math.max(1, Math.min(MAX_SECONDS, (Long) said)) : DEFAULT_SECONDS;
    FeatureState profiling = engine.state(SampledEvent.CPU);
    if (profiling.status() != FeatureState.Status.ON || !engine.isSampling()) {
      throw new CommandException("nothing is sampled in this JVM: " + profiling.reason());
    }
    Run run = new Run(event, seconds * NANOS);
    ProfileOrder order = new ProfileOrder(event, 0, seconds * NANOS, "by command", run);
    if (!engine.order(order)) {
      throw new CommandException("another profile on command runs in this JVM; wait for it");
    }
    return run;
  }

  private final class Run implements CommandRun, ProfileOrder.Listener {
    private final SampledEvent event;
    private final long nanos;
    private final long startNanos = nanoTime.getAsLong();
    private final Map<String, Object> result = new LinkedHashMap<>();
    private String failure;
    private volatile boolean stopped;

    Run(SampledEvent event, long nanos) {
      this.event = event;
      this.nanos = nanos;
    }

    @Override
    public CommandStep step() throws CommandException {
      if (failure != null) {
        throw new CommandException(failure);
      }
      if (!result.isEmpty()) {
        return CommandStep.done(event.label() + " was sampled", result);
      }
      double share = Math.min(0.99, (nanoTime.getAsLong() - startNanos) / (double) nanos);
      return CommandStep.running(Math.floor(share * 100) / 100, null);
    }

    @Override
    public void stop() {
      stopped = true;
    }

    @Override
    public void chunk(byte[] chunk) {
      // it is on its way to the collector already
    }

    @Override
    public void done(long fromMillis, long untilMillis, long samplesSkipped) {
      result.put("event", event.label());
      result.put("from", fromMillis);
      result.put("to", untilMillis);
      result.put("samplesSkipped", samplesSkipped);
      Holders most = holders.apply(event);
      if (most != null) {
        result.put("holders", most.tree());
      }
    }

    @Override
    public void failed(String why) {
      failure = why;
    }

    @Override
    public boolean cancelled() {
      return stopped;
    }
  }
}
