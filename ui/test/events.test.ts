import { describe, expect, it } from "vitest";
import type { Feature, JvmDetail, ProfileSpan } from "../src/api/types";
import {
  COMMON_EVENTS,
  eventKind,
  EVENTS,
  isRecorded,
  kindHere,
  SELDOM_EVENTS,
} from "../src/views/profile/events";
import { detail } from "./fixtures/story.mjs";

const WITH: ProfileSpan = { from: 0, to: 60_000, events: ["cpu", "alloc", "lock"] };
const WITHOUT: ProfileSpan = { from: 60_000, to: 120_000, events: ["cpu", "alloc"] };
const lock = eventKind("lock");

function jvm(state: Feature["state"]): JvmDetail {
  return { ...(detail("checkout-7") as JvmDetail), features: [{ name: "lock-profile", state }] };
}

describe("kindHere", () => {
  it("offersToRecordWhatSomeOfTheTimeLacks", () => {
    expect(kindHere(lock, jvm("on"), [WITH, WITHOUT])).toMatchObject({
      onCommand: true,
      partly: true,
    });
  });

  it("leavesAloneWhatRunsAllTheTimeOrNotAtAll", () => {
    expect(kindHere(lock, jvm("on"), [WITH])).toBe(lock);
    expect(kindHere(lock, jvm("on"), [])).toBe(lock);
    expect(kindHere(lock, jvm("off"), [WITHOUT])).toBe(lock);
    expect(kindHere(eventKind("wall"), jvm("on"), [WITHOUT])).toBe(eventKind("wall"));
  });
});

describe("what is counted", () => {
  const [threads, classes, mappings] = ["threadstart", "classload", "filemap"].map(eventKind);

  it("isToldInWordsAndInWholeNumbers", () => {
    expect(threads!.amount(0)).toBe("0 threads");
    expect(threads!.amount(1)).toBe("1 thread");
    expect(threads!.amount(3_004)).toBe("3,004 threads");
    expect(classes!.amount(2_486)).toBe("2,486 classes");
    expect(mappings!.amount(20)).toBe("20 mappings");
  });

  it("hasARateInTheSameWords", () => {
    expect(threads!.rate!.text(2.5)).toBe("2.5 threads/s");
    expect(classes!.rate!.text(1)).toBe("1 class/s");
    expect(mappings!.rate!.label).toBe("mappings/s");
  });

  it("runsOnCommandAndStandsInTheMenu", () => {
    expect(SELDOM_EVENTS).toEqual([threads, classes, mappings]);
    expect(SELDOM_EVENTS.every((each) => each.onCommand && each.counted)).toBe(true);
    expect(COMMON_EVENTS.length + SELDOM_EVENTS.length).toBe(EVENTS.length);
    expect(COMMON_EVENTS.some((each) => each.counted)).toBe(false);
  });

  it("isKnownToBeRecordedFromTheSpansOfAnyEvent", () => {
    const spans = [WITH, { ...WITHOUT, events: ["cpu", "threadstart"] }];
    expect(isRecorded(spans, "threadstart")).toBe(true);
    expect(isRecorded(spans, "classload")).toBe(false);
  });
});
