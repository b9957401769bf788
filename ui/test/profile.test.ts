import { describe, expect, it } from "vitest";
import type { Command, Profile } from "../src/api/types";
import { flameTree } from "../src/flame/tree";
import { frameFacts } from "../src/flame/frames";
import { comparisonText, timeBefore } from "../src/views/profile/comparison";
import { coveredSeconds, eventKind } from "../src/views/profile/events";
import { frameColumns, usualSort } from "../src/views/profile/frameColumns";
import { eventChange, readProfileQuery } from "../src/views/profile/profileQuery";
import { diffLines, profileLines } from "../src/views/profile/scale";
import { isActive, recordingsOf, timeOf } from "../src/views/profile/recordings";
import { mergedSpans } from "../src/views/profile/spans";
import { diff, profile } from "./fixtures/profiles.mjs";
import { NOW } from "./fixtures/story.mjs";

const MINUTE = 60_000;

describe("what the address asks of the profile", () => {
  it("isReadBackAsItWasWritten", () => {
    const asked = readProfileQuery(
      new URLSearchParams(
        "event=alloc&win=1000,2000&cmp=500,1000&cmpjvm=other&thread=~epoll&view=table&sort=total&q=x",
      ),
    );
    expect(asked.kind.event).toBe("alloc");
    expect(asked.window).toEqual({ from: 1_000, to: 2_000 });
    expect(asked.comparison).toEqual({ from: 500, to: 1_000, jvm: "other" });
    expect(asked).toMatchObject({ thread: "~epoll", look: "table", sort: "total", text: "x" });
  });

  it("isTheCpuFlameGraphWhenItSaysNothingOrNonsense", () => {
    for (const text of ["", "event=nonsense&win=2,1&cmp=x&view=pie"]) {
      const asked = readProfileQuery(new URLSearchParams(text));
      expect(asked.kind.event).toBe("cpu");
      expect(asked.look).toBe("flame");
      expect(asked.window).toBeUndefined();
      expect(asked.comparison).toBeUndefined();
    }
  });

  it("dropsWhatBelongsToTheStacksOfAnotherEvent", () => {
    expect(eventChange("lock")).toMatchObject({
      event: "lock",
      frame: undefined,
      thread: undefined,
    });
    expect(eventChange("cpu").event).toBeUndefined();
  });
});

describe("amounts of a profile", () => {
  const cpu = profile("checkout-7", "cpu", NOW - 5 * MINUTE, NOW) as Profile;
  const alloc = profile("checkout-7", "alloc", NOW - 5 * MINUTE, NOW) as Profile;

  it("areTimesForCpuAndBytesForAllocationWithTheSamplesBeside", () => {
    const tree = flameTree(alloc);
    const [total] = profileLines({ kind: eventKind("alloc"), seconds: 300 }, tree, 0);
    expect(total).toMatch(/^100\.0%, [\d.]+ MiB\/s, [\d.]+ GiB, [\d,]+ samples$/);
    const [time] = profileLines({ kind: eventKind("cpu") }, flameTree(cpu), 0);
    expect(time).toMatch(/^100\.0%, [\d.]+ s, [\d,]+ samples$/);
  });

  it("areRatedByTheTimeThatTheEventWasRecorded", () => {
    const coverage = [
      { from: 0, to: 10_000, events: ["cpu", "alloc"] },
      { from: 10_000, to: 40_000, events: ["cpu", "alloc", "wall"], seam: "wall for 30 s" },
      { from: 60_000, to: 90_000, events: ["cpu"] },
    ];
    const range = { from: 5_000, to: 70_000 };
    expect(coveredSeconds(coverage, "wall", range)).toBe(30);
    expect(coveredSeconds(coverage, "cpu", range)).toBe(45);
    expect(coveredSeconds(coverage, "live", range)).toBeUndefined();
  });
});

describe("a difference", () => {
  const base = { from: Date.parse("2026-11-18T11:00:00Z"), to: Date.parse("2026-11-18T11:05:00Z") };
  const compared = diff("checkout-7", "cpu", NOW - 5 * MINUTE, NOW, base) as Profile;
  const tree = flameTree(compared);
  const facts = frameFacts(tree);
  const scale = { kind: eventKind("cpu") };
  const parse = tree.names.findIndex((name) => name.endsWith("PromotionRules.parse"));
  const cell = (key: string) =>
    frameColumns(tree, facts, scale)
      .find((each) => each.key === key)!
      .text(parse);

  it("hasBothSidesAndTheChangeInItsTable", () => {
    const [now, before] = [cell("total-now"), cell("total-before")].map((text) => parseFloat(text));
    expect(now).toBeGreaterThan(before! + 20);
    expect(parseFloat(cell("total-change"))).toBeCloseTo(now! - before!, 0);
    expect(cell("amount-change")).toMatch(/^\+[\d.]+ s$/);
    expect(usualSort(facts)).toBe("self-change");
  });

  it("isToldInALineOfBothSharesAndTheirChange", () => {
    const node = Array.from(tree.frame).indexOf(parse);
    const [change, now, before] = diffLines(scale, tree, tree.base!, node);
    expect(change).toMatch(/^[\d.]+% now, [\d.]+% before: \+[\d.]+ points$/);
    expect(now).toMatch(/^now [\d.]+ s, [\d,]+ samples$/);
    expect(before).toMatch(/^before [\d.]+ s, [\d,]+ samples$/);
  });

  it("isByDefaultWithTheTimeBeforeOfTheSameLength", () => {
    expect(timeBefore({ from: 100, to: 130 })).toEqual({ from: 70, to: 100 });
    expect(comparisonText({ from: NOW, to: NOW + MINUTE }, NOW)).toMatch(
      /^\d\d:\d\d:\d\d \u2013 \d\d:\d\d:\d\d$/,
    );
  });
});

describe("spans of sampling", () => {
  const span = (from: number, to: number, seam?: string) => ({ from, to, events: ["cpu"], seam });

  it("keepWhatIsKnownAroundAWindow", () => {
    const known = [span(0, 100), span(100, 200, "wall for 30 s")];
    expect(mergedSpans(known, [span(40, 50)])).toEqual(known);
    expect(mergedSpans([span(40, 50)], known)).toEqual(known);
  });

  it("growWithTheTimeThatMovesOn", () => {
    const news = [span(100, 230, "a"), span(230, 260, "b")];
    expect(mergedSpans([span(0, 100), span(100, 200, "a")], news)).toEqual([span(0, 100), ...news]);
  });
});

describe("recordings", () => {
  const command = (id: string, state: Command["state"], more: object = {}): Command => ({
    id,
    jvm: "j",
    kind: "profile",
    arguments: { event: "wall", seconds: 30 },
    state,
    createdAt: NOW,
    changedAt: NOW,
    deadline: NOW + MINUTE,
    ...more,
  });

  it("areTheProfilesOfThatEventNewestFirst", () => {
    const list = [
      command("old", "done", { createdAt: NOW - MINUTE }),
      command("other", "done", { kind: "class-histogram" }),
      command("live", "running", { arguments: { event: "live", seconds: 30 } }),
      command("new", "waiting"),
    ];
    expect(recordingsOf(list, "wall").map((each) => each.id)).toEqual(["new", "old"]);
    expect(list.filter(isActive).map((each) => each.id)).toEqual(["live", "new"]);
  });

  it("tookPlaceRightBeforeTheirEndWasHeard", () => {
    const { from, to } = timeOf(command("c", "done"));
    expect(to).toBe(NOW);
    expect(from).toBeLessThanOrEqual(NOW - 30_000);
    expect(from).toBeGreaterThan(NOW - 45_000);
    const told = { from: NOW - 33_000, to: NOW - 3_000 };
    expect(timeOf(command("c", "done", { result: told }))).toEqual(told);
  });
});
