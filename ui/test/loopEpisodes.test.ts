import { describe, expect, it } from "vitest";
import type { Finding, LoopEpisode, LoopEpisodeList } from "../src/api/types";
import { distinctLinks } from "../src/views/findings/links";
import { adviceOf } from "../src/views/loops/advice";
import {
  chosenEpisode,
  episodeKey,
  episodeTitle,
  groupsOf,
  inOrder,
} from "../src/views/loops/episodes";
import { profileHref, threadFilter } from "../src/views/loops/hrefs";
import { laneMarks } from "../src/views/loops/laneMarks";
import { loopKeys } from "../src/views/loops/loopKeys";
import { loopChange, readSelection, stepped } from "../src/views/loops/loopSelection";
import { mostOf, partsOf, partsText } from "../src/views/loops/parts";
import { patternText, stallText } from "../src/views/loops/waits";
import { FINDINGS } from "./fixtures/findings.mjs";
import { loopEpisodes } from "./fixtures/loops.mjs";
import { NOW } from "./fixtures/story.mjs";

const told = loopEpisodes("checkout-7", NOW - 1_800_000, NOW) as LoopEpisodeList;

function episode(more: Partial<LoopEpisode>): LoopEpisode {
  return {
    loop: "3",
    name: "http-epoll-3",
    startedAt: 1_000,
    durationMillis: 100,
    millis: {},
    samples: 0,
    stack: [],
    ...more,
  };
}

function text(words: ReturnType<typeof adviceOf>): string {
  return words.map((each) => (typeof each === "string" ? each : each.code)).join("");
}

describe("episodes", () => {
  const a = episode({ startedAt: 1, durationMillis: 60, blamed: "x.A.a" });
  const b = episode({ startedAt: 2, durationMillis: 90, blamed: "x.A.a" });
  const c = episode({ startedAt: 3, durationMillis: 120, blamed: "x.B.b" });
  const d = episode({ startedAt: 4, durationMillis: 70 });

  it("areGroupedByTheFrameToBlameTheWorstFirst", () => {
    const groups = groupsOf([a, b, c, d]);
    expect(groups.map((each) => each.blamed)).toEqual(["x.A.a", "x.B.b", undefined]);
    expect(inOrder(groups)).toEqual([b, a, c, d]);
    expect(groupsOf(told.episodes)).toHaveLength(1);
  });

  it("areChosenByTheAddressOrElseTheFirst", () => {
    const groups = groupsOf([a, b, c]);
    expect(episodeKey(c)).toBe("3-3");
    expect(chosenEpisode(groups, "3-3")).toBe(c);
    expect(chosenEpisode(groups, undefined)).toBe(b);
    expect(chosenEpisode(groups, "3-99")).toBeUndefined();
    expect(readSelection(new URLSearchParams("loop=3&episode=3-1"))).toEqual({
      loop: "3",
      episode: "3-1",
    });
    expect(loopChange("5")).toEqual({ loop: "5", episode: undefined });
  });

  it("areToldInATitleWithTheirTime", () => {
    expect(episodeTitle({ ...a, startedAt: NOW }, NOW)).toMatch(
      /^http-epoll-3 stood still for 60 ms at \d\d:\d\d:05$/,
    );
  });

  it("areMarkedWhereTheyBeganOrWhereOnlyTheReadingIsKnown", () => {
    const at = (time: number) => ({ time, count: 1, millis: 80, worstMillis: 80 });
    const began = episode({ startedAt: 11_000, durationMillis: 80 });
    expect(laneMarks([began], [at(15_000), at(40_000)], 5_000)).toEqual([
      { time: 11_000, millis: 80 },
      { time: 40_000, millis: 80 },
    ]);
  });
});

describe("the parts of an episode", () => {
  it("addUpToTheWholeWithWhatWasNotMeasured", () => {
    const parts = partsOf(episode({ millis: { cpu: 5, io: 70, gc: 0 } }));
    expect(parts.map((each) => [each.kind, each.share])).toEqual([
      ["io", 0.7],
      ["cpu", 0.05],
      ["rest", 0.25],
    ]);
    expect(partsText(parts)).toBe(
      "In a system call 70 ms 70%, Own CPU 5 ms 5%, Not measured 25 ms 25%",
    );
    expect(mostOf(parts)!.kind).toBe("io");
  });

  it("leaveOutARestThatIsOnlyRoundedOff", () => {
    const over = partsOf(episode({ millis: { parked: 99, cpu: 3 } }));
    expect(over.map((each) => each.kind)).toEqual(["parked", "cpu"]);
    expect(over.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1);
    expect(partsOf(episode({ millis: { parked: 99.5 } }))).toHaveLength(1);
    expect(partsOf(episode({})).map((each) => each.kind)).toEqual(["rest"]);
  });

  it("leadToAdvice", () => {
    expect(text(adviceOf(episode({ millis: { io: 90 } })))).toContain(
      "subscribeOn(boundedElastic)",
    );
    expect(text(adviceOf(episode({ millis: { cpu: 90 } })))).toContain("smaller pieces");
    const heldBy = { lock: "a.B@1", thread: "worker-1", stack: [] };
    expect(text(adviceOf(episode({ millis: { monitor: 90 }, heldBy })))).toContain(
      "synchronized block, held by thread worker-1. Hold",
    );
    expect(text(adviceOf(episode({})))).toBe("What the time was spent on is not known.");
  });
});

describe("other waits", () => {
  it("areToldWithTheirUnitsAndAsEstimates", () => {
    const [pattern] = told.patterns;
    expect(patternText(pattern!)).toBe("waited about 1,204 times in 1 min, about 6.2 s in all");
    expect(patternText({ ...pattern!, count: undefined })).toContain("again and again");
    expect(stallText(told.stalls[0]!)).toBe(
      ", 12 ms of it stopped by the JVM, 3 loops within a tick",
    );
    expect(stallText({ startedAt: 1, durationMillis: 2, loops: 1 })).toBe(", 1 loop within a tick");
  });
});

describe("the ways from the loops", () => {
  it("leadToTheProfileOfTheThreadAroundTheEpisode", () => {
    const one = episode({ startedAt: 1_000_000, durationMillis: 412.4 });
    expect(profileHref("a/b", one)).toBe(
      "/jvm/a%2Fb/profile?from=990000&to=1010413&thread=http-epoll-3",
    );
    expect(threadFilter("http-nio-8080-exec-*")).toBe("~http-nio-8080-exec-");
  });

  it("leadThereFromAFindingInItsTime", () => {
    const [leak] = FINDINGS as Finding[];
    const evidence = {
      kind: "series" as const,
      label: "Blocked",
      name: "diag.loop.episode.duration",
      labels: { "diag.loop.id": "3" },
      from: 1,
      to: 2,
      unit: "s",
    };
    const links = (labels: Record<string, string>) =>
      distinctLinks({
        ...leak!,
        rule: "loop-blocked",
        actions: [],
        evidence: [{ ...evidence, labels }],
      });
    expect(links(evidence.labels)[0]).toEqual({
      text: "See the event loop",
      href: "/jvm/checkout-7/loops?from=1&to=2&loop=3",
    });
    expect(links({})[0]).toEqual({
      text: "See the event loops",
      href: "/jvm/checkout-7/loops?from=1&to=2",
    });
  });
});

describe("the keys of the loops", () => {
  it("stepThroughAListAndStayAtItsEnds", () => {
    expect(stepped(["a", "b"], undefined, 1, true)).toBe("a");
    expect(stepped(["a", "b"], "b", 1, true)).toBe("b");
    expect(stepped(["a", "b"], "a", -1, true)).toBeUndefined();
    expect(stepped(["a", "b"], "a", -1, false)).toBe("a");
    expect(stepped([], undefined, 1, false)).toBeUndefined();
  });

  it("areThoseOfWhatIsShown", () => {
    const nothing = () => {};
    const keys = (hasLoops: boolean, hasEpisode: boolean) =>
      loopKeys({
        hasLoops,
        hasEpisode,
        hasStack: hasEpisode,
        expanded: false,
        copied: false,
        onEpisode: nothing,
        onLoop: nothing,
        onOpen: nothing,
        onExpand: nothing,
        onCopy: nothing,
        onClear: nothing,
      }).flatMap((each) => each.keys);
    expect(keys(true, true)).toEqual(["J", "K", "H", "L", "Enter", "E", "Y", "Escape"]);
    expect(keys(true, false)).toEqual(["H", "L", "Escape"]);
    expect(keys(false, false)).toEqual([]);
  });
});
