import { describe, expect, it } from "vitest";
import { groupSizes } from "../src/flame/threads";
import { flameTree, type ProfileColumns } from "../src/flame/tree";
import { isCutAt, isThread, nodeAt } from "../src/flame/walk";

/** Threads named as a function and as a mark of the profiler are; below each its code. */
const PROFILE: ProfileColumns = {
  frames: [
    { name: "main", type: "thread" },
    { name: "main", type: "native" },
    { name: "[pool]", type: "thread" },
    { name: "[unknown_Java]", type: "native" },
  ],
  nodes: {
    parent: [-1, 0, 1, 0, 3],
    frame: [-1, 0, 1, 2, 3],
    self: [0, 0, 6, 0, 4],
    value: [0, 0, 6, 0, 4],
  },
};

describe("threads as the root of their stacks", () => {
  const tree = flameTree(PROFILE);
  const [thread, code] = [nodeAt(tree, 0, 1, 1), nodeAt(tree, 0, 2, 1)];
  const [pool, cut] = [nodeAt(tree, 0, 1, 9), nodeAt(tree, 0, 2, 9)];

  it("areOthersThanTheFunctionOfTheirName", () => {
    expect(tree.size).toBe(5);
    expect([thread, code].map((node) => tree.names[tree.frame[node]!])).toEqual(["main", "main"]);
    expect([thread, code, pool, cut].map((node) => isThread(tree, node))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("areNeverCutButTheirStacksMayBe", () => {
    expect([thread, code, pool, cut].map((node) => isCutAt(tree, node))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it("areCountedByTheirGroup", () => {
    const groups = ["http-epoll-*", "http-epoll-*", "main", undefined];
    expect([...groupSizes(groups.map((group) => ({ group })))]).toEqual([
      ["http-epoll-*", 2],
      ["main", 1],
    ]);
  });
});
