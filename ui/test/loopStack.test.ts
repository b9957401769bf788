import { describe, expect, it } from "vitest";
import type { LoopEpisodeList, StackFrame } from "../src/api/types";
import { foldedStack, heaviestPath, plainStack, stackText } from "../src/views/loops/stack";
import { loopEpisodes } from "./fixtures/loops.mjs";
import { NOW } from "./fixtures/story.mjs";

function frame(name: string, samples: number, ...children: StackFrame[]): StackFrame {
  return { frame: name, samples, children };
}

const { episodes } = loopEpisodes("checkout-7", NOW - 1_800_000, NOW) as LoopEpisodeList;
const worst = episodes.find((each) => each.durationMillis === 412)!;
const path = heaviestPath(worst.stack, worst.samples, worst.blamed);

describe("the path through a stack", () => {
  it("goesTheWayOfMostSamplesTheInnermostFrameFirst", () => {
    const tree = frame(
      "a.A.run(A.java:1)",
      10,
      frame("a.B.one(B.java:2)", 3),
      frame("a.C.two(C.java:3)", 7, frame("a.D.three", 6)),
    );
    const lines = heaviestPath([tree], 10, "a.C.two");
    expect(lines.map((each) => [each.name, each.place, each.share])).toEqual([
      ["a.D.three", "", 0.6],
      ["a.C.two", "C.java:3", 0.7],
      ["a.A.run", "A.java:1", 1],
    ]);
    expect(lines.map((each) => each.blamed)).toEqual([false, true, false]);
  });

  it("endsWhereMoreSamplesEndedThanWentOn", () => {
    const tree = frame("a.A.run", 10, frame("a.B.one", 2), frame("a.C.two", 3));
    expect(heaviestPath([tree], 10).map((each) => each.name)).toEqual(["a.A.run"]);
    expect(heaviestPath([], 0)).toEqual([]);
  });

  it("marksTheOutermostOfARecursion", () => {
    const tree = frame("a.A.f", 2, frame("a.A.f", 2, frame("a.A.f", 2)));
    expect(heaviestPath([tree], 2, "a.A.f").map((each) => each.blamed)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("saysWhoseEachFrameIs", () => {
    expect(path.map((each) => each.owner).slice(0, 7)).toEqual([
      "jdk",
      "library",
      "library",
      "application",
      "application",
      "application",
      "framework",
    ]);
    expect(path.find((each) => each.blamed)!.place).toBe("PriceCatalog.java:204");
    expect(path[0]!.share).toBeCloseTo(39 / 41);
  });
});

describe("folding", () => {
  it("putsTheFramesOfFrameworksInOneLineAndSaysWhose", () => {
    const folded = foldedStack(path);
    expect(folded).toHaveLength(7);
    expect(folded.at(-1)).toMatchObject({ whose: "Spring, Reactor, Reactor Netty, Netty, JDK" });
    const last = folded.at(-1)!;
    expect("folded" in last && last.folded.length).toBe(12);
  });

  it("keepsWhatIsBlamedAndTheJdkThatTheApplicationCalls", () => {
    const lines = plainStack([
      "java.lang.Thread.sleep(Native Method)",
      "io.netty.a.B.c(B.java:1)",
      "io.netty.a.B.d(B.java:2)",
      "java.lang.Thread.run(Thread.java:840)",
    ]);
    expect(foldedStack(lines)).toHaveLength(2);
    const blamed = lines.map((line, i) => ({ ...line, blamed: i === 1 }));
    expect(foldedStack(blamed).slice(0, 2)).toEqual(blamed.slice(0, 2));
  });

  it("leavesASingleFrameAsItIs", () => {
    const lines = plainStack([
      "com.acme.A.b(A.java:1)",
      "io.netty.a.B.c(B.java:1)",
      "com.acme.C.d",
    ]);
    expect(foldedStack(lines)).toEqual(lines);
  });

  it("copiesAStackAsTheJvmPrintsIt", () => {
    const lines = plainStack(["com.acme.A.b(A.java:1)", "com.acme.C.d"]);
    expect(stackText("loop-1 stood still", lines)).toBe(
      "loop-1 stood still\n\tat com.acme.A.b(A.java:1)\n\tat com.acme.C.d",
    );
  });
});
