import { describe, expect, it } from "vitest";
import type { SeriesAnswer } from "../src/api/client";
import type { HistogramSeries, JvmDetail, Loop, LoopEpisodeList, Series } from "../src/api/types";
import { absence } from "../src/views/loops/absence";
import { laneMarks } from "../src/views/loops/laneMarks";
import { knownMillis, loopRows, stallsOf, type LoopRow } from "../src/views/loops/loopRows";
import { blockedSentence, stallSentence } from "../src/views/loops/sentence";
import { loopEpisodes, loops } from "./fixtures/loops.mjs";
import { NOW, series } from "./fixtures/story.mjs";

const JVM = "checkout-7";
const HALF_HOUR = { from: NOW - 1_800_000, to: NOW };

function answerOf(from: number, to: number): SeriesAnswer {
  const all = series(JVM, null, from, to, 400).series as { name: string; histogram?: true }[];
  return {
    from,
    to,
    series: all.filter((each) => !each.histogram) as unknown as Series[],
    histograms: all.filter((each) => each.histogram) as unknown as HistogramSeries[],
  };
}

const { from, to } = HALF_HOUR;
const answer = answerOf(from, to);
const told = loopEpisodes(JVM, from, to) as LoopEpisodeList;
const rows = loopRows(loops(JVM, from, to).loops as Loop[], answer, 5_000);

function row(name: string, count: number, millis: number, worstMillis: number): LoopRow {
  return { id: name, name, blocked: { count, millis, worstMillis }, blockedAt: [] };
}

describe("the rows of the loops", () => {
  it("countEveryEpisodeAndComeMostBlockedFirst", () => {
    expect(rows.map((each) => each.name)).toEqual([
      "http-epoll-3",
      "http-epoll-4",
      "http-epoll-1",
      "http-epoll-2",
      "lettuce-epoll-1",
      "lettuce-epoll-2",
    ]);
    expect(rows[0]!.blocked).toEqual({
      count: 14,
      millis: expect.closeTo(2_259),
      worstMillis: 412,
    });
    expect(rows[1]!.blocked!.count).toBe(0);
    expect(rows[0]!.ticksPerSecond).toBeCloseTo(1_180, -2);
  });

  it("markEachEpisodeOnceThoughItIsSentAndCounted", () => {
    expect(laneMarks(told.episodes, rows[0]!.blockedAt, 5_000)).toHaveLength(14);
  });

  it("doNotSayThatALoopWasNeverBlockedWhereThatIsNotKnown", () => {
    const listed = loops(JVM, from, to).loops as Loop[];
    expect(loopRows(listed, undefined, 5_000)[0]!.blocked).toBeUndefined();
    const poller = { ...listed[0]!, id: "9", role: "rotating poller" as const };
    expect(loopRows([poller], answer, 5_000)[1]!.blocked).toBeUndefined();
  });

  it("haveALoopThatWasBlockedWithoutBeingAmongTheBusiest", () => {
    const [only] = loopRows([], answer, 5_000);
    expect(only).toMatchObject({ id: "3", name: "http-epoll-3", framework: "netty" });
    expect(only!.blocked!.count).toBe(14);
    expect(only!.utilization).toBeUndefined();
  });

  it("joinTheSeriesOfALoopWhoseFrameworkBecameKnownLater", () => {
    const one = (labels: Record<string, string>, points: number[][]): Series => ({
      name: "diag.loop.utilization",
      labels: { "diag.loop": "a", "diag.loop.id": "1", ...labels },
      unit: "1",
      points,
    });
    const two = [one({ "diag.loop.framework": "netty" }, [[10_000, 0.4]]), one({}, [[5_000, 0.2]])];
    const loop: Loop = { id: "1", name: "a", ticks: 100 };
    const [joined] = loopRows([loop], { from: 0, to: 1, series: two, histograms: [] }, 5_000);
    expect(joined!.samples!.last).toEqual([0.2, 0.4]);
    expect(joined!.ticksPerSecond).toBe(10);
  });

  it("countTheTimeThatReadingsStandForWithoutGaps", () => {
    const samples = (times: number[]) => ({ times, last: [], low: [], high: [] });
    expect(knownMillis(samples([5_000, 10_000, 15_000]), 5_000)).toBe(15_000);
    expect(knownMillis(samples([5_000, 10_000, 15_000, 95_000]), 5_000)).toBe(20_000);
    expect(knownMillis(samples([]), 5_000)).toBe(0);
  });
});

describe("the sentence", () => {
  const said = (of: LoopRow[], interval = HALF_HOUR) => {
    const sentence = blockedSentence(of, interval);
    return sentence && sentence.bold + sentence.rest;
  };

  it("namesTheLoopThatWasBlocked", () => {
    expect(blockedSentence(rows, HALF_HOUR)).toEqual({
      bold: "http-epoll-3 was blocked 14 times",
      rest: " in 30 min, 2.26 s in all, at worst 412 ms.",
    });
    expect(said([row("a", 1, 80, 80)])).toBe("a was blocked 1 time in 30 min, for 80 ms.");
  });

  it("addsUpSeveralLoopsAndNamesTheWorst", () => {
    expect(said([row("a", 14, 2_260, 412), row("b", 7, 900, 500), row("c", 0, 0, 0)])).toBe(
      "2 event loops were blocked 21 times in 30 min, 3.16 s in all, at worst 500 ms in b.",
    );
  });

  it("namesTheLongestTickWhereNoneWasBlocked", () => {
    const quiet = [
      { ...row("a", 0, 0, 0), maxMillis: 12 },
      { ...row("b", 0, 0, 0), maxMillis: 41 },
    ];
    const quarter = { from: 0, to: 899_999.6 };
    expect(said(quiet, quarter)).toBe(
      "No event loop was blocked in 15 min; the longest tick took 41 ms, in b.",
    );
    expect(said([row("a", 0, 0, 0)])).toBe("No event loop was blocked in 30 min.");
  });

  it("saysNothingBeforeThatIsKnownAndThatPollersAreNotJudged", () => {
    const unknown: LoopRow = { id: "1", name: "a", blockedAt: [] };
    expect(said([unknown])).toBeUndefined();
    expect(said([{ ...unknown, role: "poller with workers" }])).toContain("hand the work to other");
  });

  it("tellsStallsApartWithTheShareThatTheJvmStopped", () => {
    expect(stallSentence(stallsOf(answer), told.stalls)).toBe(
      "The whole process stood still 1 time, 840 ms in all; that is no loop\u2019s fault. The JVM had" +
        " stopped its threads, as for a garbage collection, for 12 ms of it; for the rest it was" +
        " given no CPU.",
    );
    const stopped = { startedAt: 1, durationMillis: 90, stoppedMillis: 90, loops: 1 };
    expect(stallSentence(stallsOf(undefined), [stopped])).toMatch(/for 90 ms of it\.$/);
    const counted = { count: 3, millis: 1_900, worstMillis: 900 };
    expect(stallSentence(counted, told.stalls)).toBe(
      "The whole process stood still 3 times, 1.9 s in all; that is no loop\u2019s fault.",
    );
    expect(stallSentence(stallsOf(undefined), [])).toBeUndefined();
  });
});

describe("a JVM without loops", () => {
  const why = (features: JvmDetail["features"]) => absence({ features }, HALF_HOUR, NOW);

  it("saysWhyAndWhatThatLeavesOut", () => {
    const idle = why([
      { name: "loops", state: "on", reason: "no selector was used in this JVM yet" },
    ]);
    expect(idle.title).toBe("No event loop in this JVM");
    expect(idle.why).toBe("No selector was used in this JVM yet.");
    expect(idle.leavesOut).toContain("native transports");
    const off = why([{ name: "loops", state: "off", reason: "switched off by loops=off" }]);
    expect(off.title).toBe("Event loops are not measured in this JVM");
    expect(off.why).toBe("Switched off by loops=off.");
    expect(why([]).why).toBe("Its agent does not tell of them.");
    expect(why([{ name: "loops", state: "on" }]).title).toMatch(/^No event loop between /);
  });
});
