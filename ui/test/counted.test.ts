import { describe, expect, it } from "vitest";
import type { JvmDetail, Profile } from "../src/api/types";
import { frameFacts } from "../src/flame/frames";
import { flameTree } from "../src/flame/tree";
import { eventKind } from "../src/views/profile/events";
import { frameColumns } from "../src/views/profile/frameColumns";
import { changeOfAmount, diffLines, profileLines, samplesBeside } from "../src/views/profile/scale";
import { scaleOf } from "../src/views/profile/scaleOf";
import { diff, profile } from "./fixtures/profiles.mjs";
import { detail, NOW } from "./fixtures/story.mjs";

const MINUTE = 60_000;
const TIME_OR_BYTES = /\d (ns|\u00b5s|ms|s|B|KiB|MiB|GiB)\b/;
const kind = eventKind("threadstart");
const jvm = detail("checkout-7") as JvmDetail;
// The story has one recording of 30 s in it.
const told = profile("checkout-7", "threadstart", NOW - 15 * MINUTE, NOW) as Profile;
const tree = flameTree(told);

describe("a profile of thread starts", () => {
  it("tellsThreadsAndTheirRateAndNoSamplesBeside", () => {
    const scale = scaleOf(kind, told, undefined, jvm, false);
    expect(scale.seconds).toBe(30);
    const [total, self] = profileLines(scale, tree, 0);
    expect(total).toMatch(/^100\.0%, \d+ threads\/s, [\d,]+ threads$/);
    expect(self).toBe("self 0.0%, 0 threads/s, 0 threads");
    expect(samplesBeside(kind, 7)).toBeUndefined();
    expect(samplesBeside(eventKind("wall"), 7)).toBe("7 samples");
  });

  it("namesThemInTheHeadsOfItsTableAndHasNumbersBelow", () => {
    const columns = frameColumns(tree, frameFacts(tree), { kind, seconds: 30 });
    expect(columns.map(({ label }) => label)).toEqual([
      "Self",
      "Total",
      "Threads, self",
      "Threads",
      "In threads/s",
    ]);
    const frame = tree.frame[1]!;
    const cell = (key: string) => columns.find((each) => each.key === key)!.text(frame);
    expect(cell("total-value")).toMatch(/^[\d,]+$/);
    expect(cell("rate")).toMatch(/^[\d,.]+$/);
  });

  it("isComparedInWholeThreads", () => {
    const base = { from: NOW - 60 * MINUTE, to: NOW - 45 * MINUTE };
    const compared = flameTree(
      diff("checkout-7", "threadstart", NOW - 15 * MINUTE, NOW, base) as Profile,
    );
    const [, now, before] = diffLines({ kind }, compared, compared.base!, 0);
    expect(now).toMatch(/^now [\d,]+ threads$/);
    expect(before).toBe("before 0 threads");
    expect(changeOfAmount({ kind }, 1)).toBe("+1 thread");
    expect(changeOfAmount({ kind }, -1_200)).toBe("\u22121,200 threads");
    expect(changeOfAmount({ kind }, 0)).toBe("0 threads");
    const facts = frameFacts(compared);
    const change = frameColumns(compared, facts, { kind }).at(-1)!;
    expect(change.label).toBe("Threads, change");
    expect(change.text(compared.frame[1]!)).toMatch(/^\+[\d,]+$/);
  });

  it("saysNowhereTimesOrBytes", () => {
    for (const event of ["threadstart", "classload", "filemap"]) {
      const scale = { kind: eventKind(event), seconds: 30 };
      const facts = frameFacts(tree);
      const texts = [
        ...profileLines(scale, tree, 1),
        ...frameColumns(tree, facts, scale).map(({ text }) => text(tree.frame[1]!)),
      ];
      for (const text of texts) expect(text).not.toMatch(TIME_OR_BYTES);
    }
  });
});
