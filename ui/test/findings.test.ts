import { describe, expect, it } from "vitest";
import type { Finding } from "../src/api/types";
import {
  figureText,
  figureWords,
  inOrder,
  isNamed,
  type SeriesEvidence,
  type ThreadsEvidence,
} from "../src/views/findings/evidence";
import { openFindings } from "../src/views/findings/severity";
import { cycleWords } from "../src/views/findings/ThreadCycle";
import { FINDINGS } from "./fixtures/findings.mjs";

const findings = FINDINGS as Finding[];

function cycle(...pairs: [name: string, heldBy: string][]): ThreadsEvidence {
  return {
    kind: "threads",
    label: "The cycle",
    threads: pairs.map(([name, heldBy]) => ({ name, heldBy, waitsFor: "a.Lock@1", stack: [] })),
  };
}

describe("findings", () => {
  it("listsTheWorstFirstAndThenTheOldest", () => {
    const ofCheckout = findings.filter((each) => each.jvm === "checkout-7");
    expect(openFindings(ofCheckout).map((each) => each.id)).toEqual(["f1", "f2", "f3"]);
  });

  it("putsFiguresWithTheirUnitsIntoWords", () => {
    expect(figureWords(findings[0]!)).toEqual([
      "explains of RSS growth 96%",
      "growth 4.4 MiB",
      "Reaches the container limit in 43 min",
    ]);
  });

  it("tellsSharesInPercentAndCoresAsTheyAre", () => {
    const figure = (label: string) => figureText({ kind: "figure", label, value: 0.31, unit: "1" });
    expect(figure("Share of time in pauses")).toBe("31.0%");
    expect(figure("CPU of the agent")).toBe("0.31");
  });

  it("findsTheSeriesByTheLabelsThatTheEvidenceNames", () => {
    const direct = findings[0]!.evidence[0] as SeriesEvidence;
    const pool = (name: string, more = {}) => ({
      name: "jvm.buffer.memory.used",
      labels: { "jvm.buffer.pool.name": name, ...more },
    });
    expect(isNamed(pool("direct"), direct)).toBe(true);
    expect(isNamed(pool("direct", { other: "label" }), direct)).toBe(true);
    expect(isNamed(pool("mapped"), direct)).toBe(false);
    expect(isNamed({ ...pool("direct"), name: "jvm.buffer.count" }, direct)).toBe(false);
  });
});

describe("a cycle of threads", () => {
  it("isTiedTogetherByWhoHoldsWhatTheOtherWaitsFor", () => {
    const three = cycle(["a", "c"], ["b", "a"], ["c", "b"]);
    expect(inOrder(three).map((each) => each.name)).toEqual(["a", "c", "b"]);
    expect(cycleWords(three)).toEqual({ names: ["a", "c", "b", "a"], cycle: true });
  });

  it("keepsEveryThreadWhereTheHolderIsNotAmongThem", () => {
    const open = cycle(["a", "gone"], ["b", "away"], ["c", "a"]);
    expect(inOrder(open).map((each) => each.name)).toEqual(["a", "b", "c"]);
    expect(cycleWords(open)).toEqual({ names: ["a", "b", "c"], cycle: false });
  });
});
