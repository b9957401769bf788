import { describe, expect, it } from "vitest";
import type { Evidence, Finding, Series } from "../src/api/types";
import { limitForecasts } from "../src/views/findings/limitForecasts";
import { aboutClock, forecastSpoken, forecastWords } from "../src/views/overview/forecastWords";
import { memoryForecast } from "../src/views/overview/memoryForecast";
import { memoryStack } from "../src/views/overview/memoryStack";
import { FINDINGS } from "./fixtures/findings.mjs";
import { NOW, series } from "./fixtures/story.mjs";

const MIB = 1024 * 1024;
const MINUTE = 60_000;
const LAST = 1_000_000;
const SHOWN = { from: LAST - 15 * MINUTE, to: LAST + 2_000 };
const RSS = { kind: "series", label: "The process", name: "diag.process.rss", labels: {} };
const HEAP = {
  ...RSS,
  name: "jvm.memory.used_after_last_gc",
  labels: { "jvm.memory.type": "heap" },
};

type Figure = [label: string, value: number, unit: string];

function figure([label, value, unit]: Figure): Evidence {
  return { kind: "figure", label, value, unit };
}

/** As the collector tells it: figures in seconds from the end of the series, which is exclusive. */
function finding(rule: string, of: typeof RSS, ...figures: Figure[]): Finding {
  const read = { ...of, unit: "By", from: SHOWN.from, to: LAST + 1 } as Evidence;
  return { rule, changedAt: LAST, evidence: [read, ...figures.map(figure)] } as Finding;
}

function reaches(words: string, low: number, about: number, high: number): Figure[] {
  return [
    [`Reaches ${words} in`, about * 60, "s"],
    ["At the earliest", low * 60, "s"],
    ["At the latest", high * 60, "s"],
  ];
}

function one(name: string, labels: Record<string, string>, mib: number): Series {
  return { name, labels, unit: "By", points: [[LAST, mib * MIB]] };
}

const OLD = { "jvm.memory.pool.name": "Tenured Gen", "jvm.memory.type": "heap" };
const READ = [
  one("jvm.memory.used", OLD, 300),
  one("jvm.memory.used_after_last_gc", OLD, 200),
  one("jvm.buffer.memory.used", { "jvm.buffer.pool.name": "direct" }, 100),
  one("diag.process.rss", {}, 800),
];
const STACK = memoryStack([...READ, one("diag.cgroup.memory.limit", {}, 1_024)]);

function forecast(findings: Finding[], stack = STACK, moving = true) {
  return memoryForecast(findings, stack, SHOWN, moving, 5_000);
}

describe("what findings forecast", () => {
  it("countsFromTheEndOfWhatItsFiguresWereReadFrom", () => {
    const told = limitForecasts([
      finding("native-growth", RSS, ...reaches("the container limit", 30, 40, 55)),
    ]);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      bound: "container",
      earliest: LAST + 30 * MINUTE,
      about: LAST + 40 * MINUTE,
      latest: LAST + 55 * MINUTE,
    });
  });

  it("isOneForEachLimitAndTheSoonestFirst", () => {
    const direct = { ...RSS, name: "jvm.buffer.memory.used" };
    const told = limitForecasts([
      finding("direct-buffer-growth", direct, ...reaches("the container limit", 60, 70, 80)),
      finding("limit-forecast", RSS, ...reaches("the container limit", 50, 60, 70), [
        "At most",
        2_048 * MIB,
        "By",
      ]),
      finding("heap-leak", HEAP, ...reaches("-Xmx", 10, 20, 30)),
    ]);
    expect(told.map(({ bound, about }) => [bound, (about - LAST) / MINUTE])).toEqual([
      ["heap", 20],
      ["container", 60],
    ]);
    // All that grows taken together tells when; what grows by itself tells the colour.
    expect(told[1]).toMatchObject({ colour: "region-direct", maxBytes: 2_048 * MIB });
  });

  it("isNothingWithoutAFigureThatSaysSo", () => {
    expect(limitForecasts([finding("native-growth", RSS, ["Growth", MIB, "By/s"])])).toEqual([]);
    const unknown = reaches("a limit nobody knows", 1, 2, 3);
    expect(limitForecasts([finding("native-growth", RSS, ...unknown)])).toEqual([]);
  });
});

describe("the forecast in the memory track", () => {
  const growing = finding("native-growth", RSS, ...reaches("the container limit", 30, 40, 55));

  it("goesFromRssToTheContainersLimit", () => {
    expect(forecast([growing])).toMatchObject({
      from: LAST,
      value: 800 * MIB,
      limit: 1_024 * MIB,
      about: LAST + 40 * MINUTE,
    });
  });

  it("goesFromTheEdgeOfARegionToItsOwnLimitAboveWhatLiesBelow", () => {
    const max: Figure = ["At most", 256 * MIB, "By"];
    const heap = finding("limit-forecast", HEAP, ...reaches("-Xmx", 10, 20, 30), max);
    expect(forecast([growing, heap])).toMatchObject({
      bound: "heap",
      value: 200 * MIB,
      limit: 256 * MIB,
      colour: "region-heap-live",
    });
    const direct = reaches("-XX:MaxDirectMemorySize", 10, 20, 30);
    expect(forecast([finding("limit-forecast", RSS, ...direct, max)])).toMatchObject({
      value: 800 * MIB,
      limit: (700 + 256) * MIB,
      maxBytes: 256 * MIB,
    });
  });

  it("takesTheGrowthUpToTheTimeForALimitThatIsNotTold", () => {
    const rate: Figure = ["Growth", MIB / 60, "By/s"];
    const machine = reaches("the end of the machine's memory", 80, 90, 100);
    const told = forecast([finding("native-growth", RSS, ...machine, rate)], memoryStack(READ));
    expect(told!.limit / MIB).toBeCloseTo(890, 6);
    expect(forecast([finding("thread-growth", RSS, ...machine)])).toBeUndefined();
  });

  it("isAbsentWhereNothingIsForecastOrNowIsNotShown", () => {
    expect(forecast([])).toBeUndefined();
    expect(forecast([growing], STACK, false)).toBeUndefined();
    expect(memoryForecast([growing], undefined, SHOWN, true, 5_000)).toBeUndefined();
    const later = { from: SHOWN.from, to: LAST + 5 * MINUTE };
    expect(memoryForecast([growing], STACK, later, true, 5_000)).toBeUndefined();
    expect(forecast([growing], memoryStack(READ))).toBeUndefined();
    expect(forecast([growing], memoryStack(READ.slice(0, 3)))).toBeUndefined();
  });

  it("isAbsentOnceItsTimeHasPassedOrItsLimitIsReached", () => {
    const passed = reaches("the container limit", -3, -2, -1);
    expect(forecast([finding("native-growth", RSS, ...passed)])).toBeUndefined();
    const over = [...READ.slice(0, 3), one("diag.process.rss", {}, 1_030)];
    const full = memoryStack([...over, one("diag.cgroup.memory.limit", {}, 1_024)]);
    expect(forecast([growing], full)).toBeUndefined();
  });

  it("isThatOfTheStory", () => {
    const read = series("checkout-7", null, NOW - 180 * MINUTE, NOW, 400).series as Series[];
    const shown = { from: NOW - 180 * MINUTE, to: NOW };
    const ofCheckout = (FINDINGS as Finding[]).filter(({ jvm }) => jvm === "checkout-7");
    const told = memoryForecast(ofCheckout, memoryStack(read), shown, true, 5_000)!;
    expect(told).toMatchObject({ limit: 2_048 * MIB, colour: "region-direct" });
    expect(forecastWords(told, NOW)).toBe("limit in about 43 min (36 to 52)");
    const others = (FINDINGS as Finding[]).filter(({ jvm }) => jvm !== "checkout-7");
    expect(memoryForecast(others, memoryStack(read), shown, true, 5_000)).toBeUndefined();
  });
});

describe("the words of a forecast", () => {
  const words = (low: number, about: number, high: number, latest?: number) => {
    const told = forecast([
      finding("native-growth", RSS, ...reaches("the container limit", low, about, high)),
    ])!;
    return forecastWords({ ...told, latest: latest ?? told.latest }, LAST);
  };

  it("nameTheUnitOnceWhereItIsTheSame", () => {
    expect(words(30, 40, 55)).toBe("limit in about 40 min (30 to 55)");
    expect(words(110, 150, 240)).toBe("limit in about 2.5 h (2 to 4)");
    expect(words(0.5, 0.7, 1)).toBe("limit in about 40 s (30 to 60)");
  });

  it("nameEachUnitWhereTheyDiffer", () => {
    expect(words(1, 5, 200)).toBe("limit in about 5 min (60 s to 3.5 h)");
    expect(words(80, 95, 125)).toBe("limit in about 95 min (80 min to 2 h)");
  });

  it("leaveTheRangeOutWhereItRoundsToNothing", () => {
    expect(words(39.8, 40, 40.3)).toBe("limit in about 40 min");
  });

  it("sayTheEarliestWhereTheLimitMayNeverBeReached", () => {
    expect(words(30, 40, 48 * 60)).toBe("limit in about 40 min (30 min at the earliest)");
  });

  it("sayNowForWhatShouldHaveComeAlready", () => {
    expect(words(-2, -1, 5)).toBe("limit about now");
  });

  it("nameTheLimitAndItsSizeForAScreenReader", () => {
    const told = forecast([
      finding("native-growth", RSS, ...reaches("the container limit", 30, 40, 55)),
    ])!;
    expect(forecastSpoken(told, LAST)).toBe(
      "Forecast, if growth goes on: container limit, 1,024 MiB, in about 40 min (30 to 55)",
    );
    expect(aboutClock(told)).toMatch(/^about \d\d:\d\d$/);
  });
});
