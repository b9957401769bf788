import { describe, expect, it } from "vitest";
import type { Feature, JvmDetail, ProfileSpan } from "../src/api/types";
import { eventKind, kindHere } from "../src/views/profile/events";
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
