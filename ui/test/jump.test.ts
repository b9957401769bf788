import { describe, expect, it, vi } from "vitest";
import type { Jvm } from "../src/api/types";
import { ranked } from "../src/views/jump/ranking";
import { withLatest } from "../src/views/jump/recent";
import type { JumpTarget } from "../src/views/jump/targets";
import { JVMS } from "./fixtures/story.mjs";

// The address of a page, which a browser would have.
vi.stubGlobal("window", { addEventListener: () => {} });
const { fleetTargets, screenTargets } = await import("../src/views/jump/targets");

function frame(name: string, weight: number): JumpTarget {
  const at = name.lastIndexOf(".", name.lastIndexOf(".") - 1);
  return {
    id: `frame ${name}`,
    kind: "frame",
    label: name.slice(at + 1),
    detail: name.slice(0, Math.max(0, at)),
    code: true,
    weight,
    to: () => {},
  };
}

const FRAMES = [
  frame("com.acme.promo.PromotionRules.parse", 0.3),
  frame("com.acme.promo.RuleIndex.parseAll", 0.1),
  frame("java.util.Sparse.run", 0.5),
  frame("a.b.Parser.run", 0.01),
];
const names = (text: string, recent: string[] = []) =>
  ranked(FRAMES, text, recent).shown.map(({ label }) => label);

describe("the targets of the jump", () => {
  it("areEveryServiceOnceAndEveryJvm", () => {
    const jvms = JVMS as Jvm[];
    const targets = fleetTargets(jvms);
    const of = (kind: string) => targets.filter((each) => each.kind === kind);
    expect(of("JVM").length).toBe(jvms.length);
    expect(of("service").length).toBe(new Set(jvms.map(({ service }) => service)).size);
    const checkout = of("service").find(({ label }) => label === "checkout")!;
    expect(checkout).toMatchObject({ detail: "3 JVMs", to: "/?q=checkout" });
    expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
  });

  it("areTheScreensOfTheShownJvmInTheShownTime", () => {
    const query = new URLSearchParams("range=3h&frame=x");
    const targets = screenTargets({ id: "a/b", name: "host" }, query);
    const to = (label: string) => targets.find((each) => each.label === label)?.to;
    expect(to("Fleet")).toBe("/");
    expect(to("Overview")).toBe("/jvm/a%2Fb?range=3h");
    expect(to("CPU profile")).toBe("/jvm/a%2Fb/profile?range=3h");
    expect(to("Lock profile")).toBe("/jvm/a%2Fb/profile?range=3h&event=lock");
    expect(to("Event loops")).toBe("/jvm/a%2Fb/loops?range=3h");
    expect(screenTargets(undefined, query).map(({ label }) => label)).toEqual([
      "Fleet",
      "Heap dumps",
    ]);
  });
});

describe("ranked", () => {
  it("putsNamesThatBeginWithTheTextFirstThenPartsOfThemThenTheRest", () => {
    expect(names("parse")).toEqual([
      "Parser.run",
      "PromotionRules.parse",
      "RuleIndex.parseAll",
      "Sparse.run",
    ]);
  });

  it("findsTheNextWordOfACamelCaseName", () => {
    expect(names("rules")).toEqual(["PromotionRules.parse"]);
    expect(names("index parse")).toEqual(["RuleIndex.parseAll"]);
  });

  it("wantsEveryWordAndTakesThePackageForOne", () => {
    expect(names("promo parse")).toEqual(["PromotionRules.parse", "RuleIndex.parseAll"]);
    expect(names("promo run")).toEqual([]);
    expect(names("com.acme.promo.PromotionRules.parse")).toEqual(["PromotionRules.parse"]);
  });

  it("putsWhatWasUsedLastFirstAmongEquals", () => {
    expect(names("run", [FRAMES[3]!.id])).toEqual(["Parser.run", "Sparse.run"]);
    expect(names("run")).toEqual(["Sparse.run", "Parser.run"]);
  });

  it("offersRecentOnesAndNoFramesBeforeALetterIsTyped", () => {
    const targets = [...fleetTargets(JVMS as Jvm[]), ...FRAMES];
    const last = targets[3]!.id;
    const { shown } = ranked(targets, " ", [FRAMES[0]!.id, last]);
    expect(shown[0]!.id).toBe(last);
    expect(shown.every(({ kind }) => kind !== "frame")).toBe(true);
  });

  it("showsADozenAndCountsTheRest", () => {
    const many = Array.from({ length: 500 }, (_, i) => frame(`a.C${i}.run`, i));
    const result = ranked(many, "run", []);
    expect(result.shown.length).toBe(12);
    expect(result.found).toBe(500);
    expect(result.shown[0]!.label).toBe("C499.run");
  });
});

describe("recent targets", () => {
  it("keepTheLatestFirstAndEachOnceAndFewInAll", () => {
    expect(withLatest(["a", "b"], "b")).toEqual(["b", "a"]);
    let recent: string[] = [];
    for (let i = 0; i < 20; i++) recent = withLatest(recent, `t${i}`);
    expect(recent.length).toBe(8);
    expect(recent[0]).toBe("t19");
  });
});
