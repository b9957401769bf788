package io.diag.agent.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A source whose chunks are their numbers, and which remembers what was asked of it. */
final class FakeSource implements ChunkSource {
  final List<SamplingPlan> started = new ArrayList<>();
  final String name;
  IOException cannotOpen;
  String conflict;
  String gap;
  boolean slowsWaits;
  boolean running;
  int chunks;
  long size;
  long skipped;

  FakeSource(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void open() throws IOException {
    if (cannotOpen != null) {
      throw cannotOpen;
    }
  }

  @Override
  public String conflict() {
    return conflict;
  }

  @Override
  public String gap(SampledEvent event) {
    return event == SampledEvent.LOCK ? gap : null;
  }

  @Override
  public boolean slowsWaits() {
    return slowsWaits;
  }

  @Override
  public Recording start(SamplingPlan wanted) {
    started.add(wanted);
    running = true;
    skipped = 0;
    return new FakeRecording(wanted);
  }

  @Override
  public void close() {}

  private final class FakeRecording implements Recording {
    private final SamplingPlan plan;

    FakeRecording(SamplingPlan plan) {
      this.plan = plan;
    }

    @Override
    public SamplingPlan plan() {
      return plan;
    }

    @Override
    public Map<SampledEvent, String> missing() {
      return Collections.emptyMap();
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public SampleCounts counts() {
      return new SampleCounts(100, skipped, 1_000, 10_000);
    }

    @Override
    public byte[] seal() {
      return new byte[] {(byte) ++chunks};
    }

    @Override
    public byte[] finish() {
      running = false;
      return seal();
    }

    @Override
    public void close() {
      running = false;
    }
  }
}
