package io.diag.diagnosis.growth;

/**
 * How far a growth is looked for: a fast one shows in minutes, a slow one drowns in the noise there
 * and needs hours.
 */
public enum Span {
  TWO_MINUTES(12, 10_000),
  FOUR_MINUTES(12, 20_000),
  TEN_MINUTES(10, 60_000),
  FORTY_MINUTES(10, 4 * 60_000),
  THREE_HOURS(12, 15 * 60_000);

  private final int blocks;
  private final long blockMillis;

  Span(int blocks, long blockMillis) {
    this.blocks = blocks;
    this.blockMillis = blockMillis;
  }

  int blocks() {
    return blocks;
  }

  long blockMillis() {
    return blockMillis;
  }

  public long millis() {
    return blocks * blockMillis;
  }
}
