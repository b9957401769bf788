import { describe, expect, it } from "vitest";
import { calleesOf, callersOf, frameSums } from "../src/flame/frames";
import { search } from "../src/flame/search";
import { contrast } from "../src/charts/colours";
import { changeColour, changeReach, type FlameColours } from "../src/flame/painter";
import { flameTree, shareChange } from "../src/flame/tree";
import { ancestorAt, nodeAt, nodeByKey, previousSibling, stackKey } from "../src/flame/walk";
import { columns, path, randomLines, stacksOf } from "./stacks";

describe("flameTree", () => {
  const lines = randomLines(300);
  const tree = flameTree(columns(lines));
  const stacks = stacksOf(lines);

  it("sumsEveryNodeAsBruteForceDoes", () => {
    for (let node = 0; node < tree.size; node++) {
      const prefix = path(tree, node);
      const expected = stacks
        .filter(({ frames }) => prefix === "" || `${frames.join(";")};`.startsWith(`${prefix};`))
        .reduce((sum, { self }) => sum + self, 0);
      expect(tree.total[node], prefix).toBe(expected);
    }
  });

  it("placesChildrenSideBySideInsideTheirParent", () => {
    for (let node = 0; node < tree.size; node++) {
      let x = tree.start[node]!;
      let before = Infinity;
      for (let child = node + 1; child < tree.end[node]!; child = tree.end[child]!) {
        expect(tree.parent[child]).toBe(node);
        expect(tree.depth[child]).toBe(tree.depth[node]! + 1);
        expect(tree.start[child]).toBe(x);
        expect(tree.total[child]!).toBeLessThanOrEqual(before);
        before = tree.total[child]!;
        x += tree.total[child]!;
      }
      // What the children leave free is the node's own time.
      expect(tree.start[node]! + tree.total[node]! - x).toBe(tree.self[node]);
    }
  });

  it("findsTheNodeUnderAnyPosition", () => {
    for (let node = 0; node < tree.size; node++) {
      const middle = tree.start[node]! + tree.total[node]! / 2;
      expect(nodeAt(tree, 0, tree.depth[node]!, middle)).toBe(node);
      expect(ancestorAt(tree, node, 0)).toBe(0);
    }
  });

  it("walksBackToTheSiblingBefore", () => {
    for (let node = 1; node < tree.size; node++) {
      const before = previousSibling(tree, node);
      if (before >= 0) expect(tree.end[before]).toBe(node);
    }
  });

  it("namesEveryStackSoThatItIsFoundAgain", () => {
    const keys = new Set<string>();
    for (let node = 0; node < tree.size; node++) {
      const key = stackKey(tree, node);
      keys.add(key);
      expect(nodeByKey(tree, key)).toBe(node);
    }
    expect(keys.size).toBe(tree.size);
    expect(nodeByKey(tree, "nothing")).toBe(-1);
  });

  it("mergesSiblingsThatOnlyRanDifferently", () => {
    const merged = flameTree({
      frames: [
        { name: "a.B.c", type: "interpreted" },
        { name: "a.B.c", type: "compiled" },
        { name: "a.B.d", type: "compiled" },
      ],
      nodes: {
        parent: [-1, 0, 0, 1, 2],
        frame: [-1, 0, 1, 2, 2],
        self: [0, 1, 10, 2, 20],
        value: [0, 1, 10, 2, 20],
      },
    });
    expect(merged.size).toBe(3);
    expect(merged.names).toEqual(["a.B.c", "a.B.d"]);
    expect(merged.types[0]).toBe("compiled");
    expect([...merged.total]).toEqual([33, 33, 22]);
    expect([...merged.self]).toEqual([0, 11, 22]);
  });

  it("survivesAnEmptyProfileAndAStackOfAHundredThousandFrames", () => {
    expect(
      flameTree({ frames: [], nodes: { parent: [-1], frame: [-1], self: [0], value: [0] } }).size,
    ).toBe(1);
    const size = 100_000;
    const self = Array.from({ length: size }, (_, i) => (i === size - 1 ? 3 : 0));
    const deep = flameTree({
      frames: [{ name: "a.B.c", type: "compiled" }],
      nodes: {
        parent: self.map((_, i) => i - 1),
        frame: self.map((_, i) => (i === 0 ? -1 : 0)),
        self,
        value: self,
      },
    });
    expect(deep.maxDepth).toBe(size - 1);
    expect(deep.total[0]).toBe(3);
    expect(frameSums(deep).total[0]).toBe(3);
  });
});

describe("flameTree of a weighed profile", () => {
  const frames = ["r", "a", "b"].map((name) => ({ name: `x.${name}.m`, type: "compiled" }));
  const tree = flameTree({
    frames,
    nodes: {
      parent: [-1, 0, 1, 1],
      frame: [-1, 0, 1, 2],
      self: [0, 1, 9, 2],
      value: [0, 5, 30, 65],
    },
  });

  it("isAsWideAsItsWeightAndCountsSamplesBeside", () => {
    expect([...tree.total]).toEqual([100, 100, 65, 30]);
    expect([...tree.samples.total]).toEqual([12, 12, 2, 9]);
    expect(tree.names[tree.frame[2]!]).toBe("x.b.m");
    expect(frameSums(tree, tree.samples).self[0]).toBe(1);
    expect(shareChange(tree, 1)).toBeUndefined();
  });
});

describe("flameTree of a difference", () => {
  const frames = ["r", "a", "b"].map((name) => ({ name: `x.${name}.m`, type: "compiled" }));
  const parent = [-1, 0, 1, 1];
  const frame = [-1, 0, 1, 2];
  const tree = flameTree({
    frames,
    nodes: {
      parent,
      frame,
      self: [0, 0, 8, 0],
      value: [0, 0, 80, 0],
      base: [0, 0, 1, 3],
      baseValue: [0, 0, 10, 30],
    },
  });
  const node = (name: string) =>
    Array.from({ length: tree.size }, (_, i) => i).find((i) => path(tree, i).endsWith(name))!;

  it("isAsWideAsTheMeanOfBothSharesSoThatWhatIsGoneKeepsItsPlace", () => {
    expect(tree.total[0]).toBeCloseTo(1);
    expect(tree.total[node("x.a.m")]).toBeCloseTo((1 + 0.25) / 2);
    expect(tree.total[node("x.b.m")]).toBeCloseTo(0.75 / 2);
  });

  it("tellsTheChangeOfTheShareAndBothWeights", () => {
    expect(shareChange(tree, node("x.a.m"))).toBeCloseTo(0.75);
    expect(shareChange(tree, node("x.b.m"))).toBeCloseTo(-0.75);
    expect(shareChange(tree, 0)).toBe(0);
    expect(tree.base!.value.total[0]).toBe(40);
    expect(tree.base!.samples.total[node("x.b.m")]).toBe(3);
    expect(changeReach(tree)).toBeCloseTo(0.75);
  });

  it("isStillDrawnWhenOneSideIsEmpty", () => {
    const self = [0, 0, 0, 0];
    const gone = flameTree({
      frames,
      nodes: { parent, frame, self, value: self, base: [0, 0, 1, 3], baseValue: [0, 0, 10, 30] },
    });
    expect(gone.total[0]).toBeCloseTo(1);
    expect(shareChange(gone, 1)).toBe(-1);
  });
});

describe("the colours of a difference", () => {
  const colours = {
    same: "#e7eaed",
    more: "#e8822f",
    less: "#4a86cf",
    mutedInk: "#2a3138",
    warmInk: "#14181c",
  } as FlameColours;

  it("reachTheirEndsAndMeetInTheMiddle", () => {
    expect(changeColour(colours, 1)).toBe(colours.more);
    expect(changeColour(colours, -1)).toBe(colours.less);
    expect(changeColour(colours, 0)).toBe(colours.same);
    expect(changeColour(colours, -3)).toBe(colours.less);
  });

  it("leaveTextReadableAlongTheWholeScale", () => {
    for (let change = -1; change <= 1; change += 0.05) {
      const fill = changeColour(colours, change);
      const best = Math.max(contrast(fill, colours.mutedInk), contrast(fill, colours.warmInk));
      expect(best, `at ${change}`).toBeGreaterThan(4.5);
    }
  });
});

describe("search", () => {
  const tree = flameTree(
    columns(["x.A.run;x.B.go;x.A.run 4", "x.A.run 3", "x.C.go;x.A.run 2", "x.C.go 1"]),
  );

  it("countsASampleOnceHoweverOftenItMatches", () => {
    const found = search(tree, "a.RUN")!;
    expect(found.width).toBe(9);
    expect(found.count).toBe(1);
    expect(found.nodes.length).toBe(3);
  });

  it("findsNothingForAnEmptyText", () => {
    expect(search(tree, "  ")).toBeUndefined();
    expect(search(tree, "nowhere")!.width).toBe(0);
  });

  it("agreesWithBruteForceOnRandomStacks", () => {
    const lines = randomLines(200);
    const random = flameTree(columns(lines));
    const expected = lines
      .map((line) => line.split(" "))
      .filter(([stack]) => stack!.includes("C2"))
      .reduce((sum, [, self]) => sum + Number(self), 0);
    expect(search(random, "c2")!.width).toBe(expected);
  });
});

describe("frameSums", () => {
  const tree = flameTree(columns(["r;a;r;a 5", "r;b 2", "c;r 1"]));
  const id = (name: string) => tree.names.indexOf(name);
  const sums = frameSums(tree);

  it("doesNotCountRecursionTwice", () => {
    expect(sums.total[id("r")]).toBe(8);
    expect(sums.total[id("a")]).toBe(5);
    expect(sums.self[id("a")]).toBe(5);
    expect(sums.self[id("r")]).toBe(1);
  });

  it("listsCallersAndCalleesHeaviestFirst", () => {
    expect(callersOf(tree, id("r"))).toEqual([{ frame: id("c"), width: 1 }]);
    expect(calleesOf(tree, id("r"))).toEqual([
      { frame: id("a"), width: 5 },
      { frame: id("b"), width: 2 },
    ]);
  });
});
