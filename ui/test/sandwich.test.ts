import { describe, expect, it } from "vitest";
import { frameFacts } from "../src/flame/frames";
import { without } from "../src/flame/hiding";
import { changeReach } from "../src/flame/painter";
import { sandwich } from "../src/flame/sandwich";
import { search } from "../src/flame/search";
import { flameTree, shareChange, shareOf, type FlameTree } from "../src/flame/tree";
import { nodeByKey, stackKey } from "../src/flame/walk";
import { columns, path, randomLines, stacksOf } from "./stacks";

const LINES = randomLines(300);
const STACKS = stacksOf(LINES);
const TREE = flameTree(columns(LINES));

/** Every path of a tree with all that is below it, summed from the paths of single samples. */
function totals(paths: { frames: string[]; self: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { frames, self } of paths) {
    for (let depth = 0; depth <= frames.length; depth++) {
      const prefix = frames.slice(0, depth).join(";");
      sums.set(prefix, (sums.get(prefix) ?? 0) + self);
    }
  }
  return sums;
}

function totalsIn(tree: FlameTree): Map<string, number> {
  return new Map(Array.from(tree.total, (total, node) => [path(tree, node), total]));
}

describe("sandwich", () => {
  const every = TREE.names.map((name, frame) => ({
    name,
    ...sandwich(TREE, frame),
    through: STACKS.filter(({ frames }) => frames.includes(name)).map((stack) => ({
      ...stack,
      at: stack.frames.indexOf(name),
    })),
  }));

  it("findsEveryCallerThatBruteForceFinds", () => {
    for (const { callers, through } of every) {
      const up = through.map(({ frames, at, self }) => ({
        frames: frames.slice(0, at).reverse(),
        self,
      }));
      expect(totalsIn(callers)).toEqual(totals(up));
    }
  });

  it("findsEveryCalleeThatBruteForceFinds", () => {
    for (const { callees, through } of every) {
      const down = through.map(({ frames, at, self }) => ({ frames: frames.slice(at + 1), self }));
      expect(totalsIn(callees)).toEqual(totals(down));
    }
  });

  it("countsASampleOnceHoweverOftenItsStackHoldsTheFrame", () => {
    const { total } = frameFacts(TREE).value;
    for (const { name, callers, callees } of every) {
      const frame = TREE.names.indexOf(name);
      expect(callers.value.total[0]).toBe(total[frame]);
      expect(callees.samples.total[0]).toBe(total[frame]);
      expect([callers.frame[0], callees.frame[0]]).toEqual([frame, frame]);
    }
  });

  it("namesEveryCallerSoThatItIsFoundAgainInALaterProfile", () => {
    const later = flameTree(columns([...LINES, "new.First.frame 10000", ...LINES]));
    const frame = TREE.names[0]!;
    const before = sandwich(TREE, 0).callers;
    const after = sandwich(later, later.names.indexOf(frame)).callers;
    for (let node = 0; node < before.size; node++) {
      const found = nodeByKey(after, stackKey(before, node));
      expect(path(after, found)).toBe(path(before, node));
    }
  });

  it("tellsSharesOfTheWholeProfile", () => {
    const { callers } = sandwich(flameTree(columns(["r;a 3", "b 9"])), 1);
    expect([shareOf(callers, 0), shareOf(callers, 1)]).toEqual([0.25, 0.25]);
  });

  it("tellsTheChangeOfEachPartOfADifferenceInPointsOfTheWhole", () => {
    const frames = ["r", "a", "b"].map((name) => ({ name, type: "compiled" }));
    const tree = flameTree({
      frames,
      nodes: {
        parent: [-1, 0, 1, 1],
        frame: [-1, 0, 1, 2],
        self: [0, 0, 8, 0],
        value: [0, 0, 60, 20],
        base: [0, 0, 1, 3],
        baseValue: [0, 0, 10, 30],
      },
    });
    const { callers, callees } = sandwich(tree, 1);
    expect(shareChange(callers, 0)).toBeCloseTo(0.75 - 0.25);
    expect(shareChange(callers, 1)).toBeCloseTo(0.5);
    expect(callees.size).toBe(1);
    expect(callees.base!.value.total[0]).toBe(10);
    expect(callees.total[0]).toBeCloseTo((0.75 + 0.25) / 2);
    expect(changeReach(callers)).toBeCloseTo(0.5);
  });

  it("takesARecursionOfAHundredThousandCallsForOneCall", () => {
    const size = 100_000;
    const self = Array.from({ length: size }, (_, i) => (i === size - 1 ? 3 : 0));
    const deep = flameTree({
      frames: [{ name: "a", type: "compiled" }],
      nodes: {
        parent: self.map((_, i) => i - 1),
        frame: self.map((_, i) => (i === 0 ? -1 : 0)),
        self,
        value: self,
      },
    });
    const { callers, callees } = sandwich(deep, 0);
    expect(callers.size).toBe(1);
    expect(callees.size).toBe(size - 1);
    expect(callers.total[0]).toBe(3);
  });
});

describe("without", () => {
  it("leavesOutWhatBruteForceLeavesOutAndKeepsTheOwnTimeOfCallers", () => {
    for (const name of TREE.names) {
      const rest = without(TREE, new Set([TREE.names.indexOf(name)]));
      const kept = STACKS.filter(({ frames }) => !frames.includes(name));
      expect(totalsIn(rest)).toEqual(totals([{ frames: [], self: 0 }, ...kept]));
    }
  });

  it("makesSharesThoseOfTheRest", () => {
    const tree = flameTree(columns(["r;a 3", "r 1", "b 4"]));
    const rest = without(tree, new Set([tree.names.indexOf("b")]));
    expect(rest.total[0]).toBe(4);
    expect(shareOf(rest, 1)).toBe(1);
    expect(shareOf(rest, 2)).toBe(0.75);
  });

  it("findsNothingOfWhatIsHidden", () => {
    const tree = flameTree(columns(["r;xa 3", "r;xb 1"]));
    expect(search(tree, "x")!.count).toBe(2);
    const rest = without(tree, new Set([tree.names.indexOf("xb")]));
    expect(search(rest, "x")).toMatchObject({ count: 1, width: 3 });
  });

  it("comparesTheSharesOfTheRestInADifference", () => {
    const tree = flameTree({
      frames: ["a", "b", "c"].map((name) => ({ name, type: "compiled" })),
      nodes: {
        parent: [-1, 0, 0, 0],
        frame: [-1, 0, 1, 2],
        self: [0, 5, 5, 90],
        value: [0, 5, 5, 90],
        base: [0, 1, 3, 0],
        baseValue: [0, 1, 3, 0],
      },
    });
    const rest = without(tree, new Set([tree.names.indexOf("c")]));
    const a = [1, 2].find((node) => path(rest, node) === "a")!;
    expect(shareChange(rest, a)).toBeCloseTo(0.5 - 0.25);
    expect(rest.total[a]).toBeCloseTo((0.5 + 0.25) / 2);
    expect(rest.total[0]).toBeCloseTo(1);
  });

  it("mayLeaveNothing", () => {
    const tree = flameTree(columns(["a 3"]));
    expect(without(tree, new Set([0]))).toMatchObject({ size: 1, maxDepth: 0 });
  });
});
