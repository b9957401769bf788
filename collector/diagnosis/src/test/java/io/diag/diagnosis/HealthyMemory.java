package io.diag.diagnosis;

import static io.diag.diagnosis.SimulatedMemory.MB;

import java.util.SplittableRandom;

/**
 * Memory of an application that is well, made up by chance: caches that fill in a curve or in a
 * straight line, sawtooths, batch jobs, day and night, warm-up, a heap that is touched for the
 * first time, and noise that keeps to itself. The sizes are those that applications have.
 */
public final class HealthyMemory {
  private final SplittableRandom random;

  public HealthyMemory(long seed) {
    random = new SplittableRandom(seed);
  }

  public SimulatedMemory next() {
    SimulatedMemory memory =
        new SimulatedMemory()
            .heapMax(between(2_000, 8_000) * MB)
            .container(between(8_000, 32_000) * MB)
            .dead(between(20, 800) * MB, (long) between(10, 1_200))
            .ledgerEvery(5 * (long) between(2, 30))
            .with("live", habit(between(200, 800), 500))
            .with("direct", habit(between(20, 300), 400))
            .with("netty", habit(between(10, 200), 300))
            .with("native", habit(between(100, 300), 300))
            .with("mapped", habit(between(10, 300), 300))
            .with("threads", threads())
            .with("metaspace", Shape.flat(between(60, 150) * MB).plus(noise(1)))
            .with("code", Shape.flat(between(30, 80) * MB).plus(noise(1)));
    return random.nextBoolean() ? memory : fresh(memory);
  }

  /** One in a small container, where what others do not notice takes much of what is free. */
  public SimulatedMemory nextSmall() {
    double heap = between(128, 400);
    double live = between(0.2, 0.4) * heap;
    return new SimulatedMemory()
        .heapMax(heap * MB)
        .directMax(heap * MB)
        .codeMax(240 * MB)
        .container((heap + between(450, 700)) * MB)
        .dead(between(0.02, 0.1) * heap * MB, (long) between(10, 600))
        .ledgerEvery(5 * (long) between(2, 30))
        .uptimeAtStart(random.nextBoolean() ? (long) between(1, 30) : 86_400)
        .with("live", habit(live, (heap - live) / 3))
        .with("touched", Shape.fill(between(0.7, 1) * heap * MB, between(60, 3_000)))
        .with("direct", habit(between(5, 20), 30))
        .with("netty", habit(between(4, 12), 20))
        .with("native", habit(between(40, 80), 40))
        .with("mapped", habit(between(2, 10), 20))
        .with("threads", Shape.flat(between(20, 60)).plus(Shape.noise(4, 60, random.nextLong())))
        .with("metaspace", Shape.cache(between(30, 90) * MB, between(20, 90)).plus(noise(0.5)))
        .with("code", Shape.cache(between(10, 40) * MB, between(60, 600)).plus(noise(0.5)));
  }

  private SimulatedMemory fresh(SimulatedMemory memory) {
    double slow = between(20, 90);
    return memory
        .uptimeAtStart((long) between(1, 30))
        .add("live", Shape.cache(between(50, 400) * MB, slow))
        .add("native", Shape.cache(between(50, 200) * MB, slow))
        .with("touched", Shape.fill(between(500, 4_000) * MB, between(60, 3_000)))
        .with("classes", Shape.cache(between(8_000, 30_000), slow))
        .with("metaspace", Shape.cache(between(60, 200) * MB, slow).plus(noise(1)))
        .with("code", Shape.cache(between(40, 100) * MB, between(100, 600)).plus(noise(1)));
  }

  /** Something that applications do, of at most so many megabytes, and noise of 4 % of the rest. */
  private Shape habit(double level, double most) {
    double size = between(0.2, 1) * most * MB;
    Shape steady = Shape.flat(level * MB).plus(noise(level * 0.04));
    return switch (random.nextInt(6)) {
      case 0 -> steady.plus(Shape.cache(size * 1.5, between(60, 2_400)));
      case 1 -> steady.plus(Shape.fill(size * 0.8, between(30, 3_600)));
      case 2 -> steady.plus(Shape.sawtooth(size, (long) between(30, 1_200)));
      case 3 ->
          steady.plus(Shape.batch(size, (long) between(900, 3_600), (long) between(120, 900)));
      case 4 -> steady.plus(Shape.dayAndNight(level * MB / 4, between(0, 1)));
      default -> steady;
    };
  }

  private Shape threads() {
    Shape steady = Shape.flat(between(40, 300)).plus(Shape.noise(8, 60, random.nextLong()));
    return random.nextBoolean()
        ? steady.plus(Shape.fill(between(20, 200), between(10, 1_800)))
        : steady.plus(Shape.batch(between(20, 200), 1_800, (long) between(120, 900)));
  }

  private Shape noise(double megabytes) {
    return Shape.noise(megabytes * MB, between(5, 300), random.nextLong());
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }
}
