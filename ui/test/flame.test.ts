import { describe, expect, it } from "vitest";
import { calleesOf, callersOf, frameSums } from "../src/flame/frames";
import { search } from "../src/flame/search";
import { flameTree, type FlameTree, type ProfileColumns } from "../src/flame/tree";
import { ancestorAt, nodeAt, nodeByKey, previousSibling, stackKey } from "../src/flame/walk";

/** Builds columns from collapsed lines: "a;b;c 5". */
function columns(lines: string[]): ProfileColumns {
  const frames: { name: string; type: string }[] = [];
  const nodes = { parent: [-1], frame: [-1], self: [0] };
  const nodeByPath = new Map<string, number>([["", 0]]);
  for (const line of lines) {
    const [path, self] = line.split(" ");
    let at = 0;
    let prefix = "";
    for (const name of path!.split(";")) {
      prefix += `;${name}`;
      let node = nodeByPath.get(prefix);
      if (node === undefined) {
        let frame = frames.findIndex((each) => each.name === name);
        if (frame < 0) frame = frames.push({ name, type: "compiled" }) - 1;
        node = nodes.parent.push(at) - 1;
        nodes.frame.push(frame);
        nodes.self.push(0);
        nodeByPath.set(prefix, node);
      }
      at = node;
    }
    nodes.self[at]! += Number(self);
  }
  return { frames, nodes };
}

function path(tree: FlameTree, node: number): string {
  const names: string[] = [];
  for (let at = node; at > 0; at = tree.parent[at]!) names.unshift(tree.names[tree.frame[at]!]!);
  return names.join(";");
}

/** Random, the same on every run. */
function randomLines(count: number): string[] {
  let state = 7;
  const next = (bound: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % bound;
  };
  return Array.from({ length: count }, () => {
    const depth = 1 + next(9);
    const frames = Array.from({ length: depth }, () => `p.C${next(5)}.m`);
    return `${frames.join(";")} ${1 + next(40)}`;
  });
}

describe("flameTree", () => {
  const lines = randomLines(300);
  const tree = flameTree(columns(lines));
  const stacks = lines.map((line) => {
    const [stack, self] = line.split(" ");
    return { frames: stack!.split(";"), self: Number(self) };
  });

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
      nodes: { parent: [-1, 0, 0, 1, 2], frame: [-1, 0, 1, 2, 2], self: [0, 1, 10, 2, 20] },
    });
    expect(merged.size).toBe(3);
    expect(merged.names).toEqual(["a.B.c", "a.B.d"]);
    expect(merged.types[0]).toBe("compiled");
    expect([...merged.total]).toEqual([33, 33, 22]);
    expect([...merged.self]).toEqual([0, 11, 22]);
  });

  it("survivesAnEmptyProfileAndAStackOfAHundredThousandFrames", () => {
    expect(flameTree({ frames: [], nodes: { parent: [-1], frame: [-1], self: [0] } }).size).toBe(1);
    const size = 100_000;
    const deep = flameTree({
      frames: [{ name: "a.B.c", type: "compiled" }],
      nodes: {
        parent: Array.from({ length: size }, (_, i) => i - 1),
        frame: Array.from({ length: size }, (_, i) => (i === 0 ? -1 : 0)),
        self: Array.from({ length: size }, (_, i) => (i === size - 1 ? 3 : 0)),
      },
    });
    expect(deep.maxDepth).toBe(size - 1);
    expect(deep.total[0]).toBe(3);
    expect(frameSums(deep).total[0]).toBe(3);
  });
});

describe("search", () => {
  const tree = flameTree(
    columns(["x.A.run;x.B.go;x.A.run 4", "x.A.run 3", "x.C.go;x.A.run 2", "x.C.go 1"]),
  );

  it("countsASampleOnceHoweverOftenItMatches", () => {
    const found = search(tree, "a.RUN")!;
    expect(found.samples).toBe(9);
    expect(found.count).toBe(1);
    expect(found.nodes.length).toBe(3);
  });

  it("findsNothingForAnEmptyText", () => {
    expect(search(tree, "  ")).toBeUndefined();
    expect(search(tree, "nowhere")!.samples).toBe(0);
  });

  it("agreesWithBruteForceOnRandomStacks", () => {
    const lines = randomLines(200);
    const random = flameTree(columns(lines));
    const expected = lines
      .map((line) => line.split(" "))
      .filter(([stack]) => stack!.includes("C2"))
      .reduce((sum, [, self]) => sum + Number(self), 0);
    expect(search(random, "c2")!.samples).toBe(expected);
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
    expect(callersOf(tree, id("r"))).toEqual([{ frame: id("c"), samples: 1 }]);
    expect(calleesOf(tree, id("r"))).toEqual([
      { frame: id("a"), samples: 5 },
      { frame: id("b"), samples: 2 },
    ]);
  });
});
