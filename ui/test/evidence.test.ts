import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Finding } from "../src/api/types";
import type { HoldersEvidence, StackEvidence } from "../src/views/findings/evidence";
import { Holders } from "../src/views/findings/Holders";
import { distinctLinks } from "../src/views/findings/links";
import { TakenIn } from "../src/views/findings/TakenIn";
import { FINDINGS } from "./fixtures/findings.mjs";

const findings = FINDINGS as Finding[];

function evidence<T>(rule: string, kind: string): T {
  const { evidence: all } = findings.find((each) => each.rule === rule)!;
  return all.find((each) => each.kind === kind) as T;
}

function markup(of: HoldersEvidence): string {
  return renderToStaticMarkup(createElement(Holders, { evidence: of }));
}

/** The texts of the cells, row by row. */
function cells(of: HoldersEvidence): string[][] {
  return [...markup(of).matchAll(/<tr>(.*?)<\/tr>/g)].map((row) =>
    [...row[1]!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map((cell) => cell[1]!),
  );
}

describe("what has most of what grows", () => {
  it("isATableOfNamesAndAmountsWithTheirUnits", () => {
    expect(cells(evidence("thread-growth", "holders"))).toEqual([
      ["pool-*-thread-*", "58 threads"],
      ["http-epoll-*", "8 threads"],
      ["main", "1 thread"],
    ]);
    expect(cells(evidence("metaspace-growth", "holders"))[0]).toEqual([
      "com.acme.pricing.plugin.PluginLoader",
      "1,243 loaders",
      "2,486 classes",
    ]);
    expect(cells(evidence("mapped-growth", "holders"))).toEqual([
      ["/data/segments/*.idx", "312 mappings", "1.2 GiB"],
      ["/data/segments/*.log", "1 mapping", "64 KiB"],
    ]);
  });

  it("hasItsLabelAndEachNameInFullOnHover", () => {
    const html = markup(evidence("thread-growth", "holders"));
    expect(html).toContain('aria-label="Most threads"');
    expect(html).toContain('<th scope="row" class="mono" title="pool-*-thread-*">');
  });

  it("leavesAnAmountOutThatIsNotKnown", () => {
    const partly: HoldersEvidence = {
      kind: "holders",
      label: "Most mapped files",
      units: ["{mapping}", "By"],
      rows: [{ name: "/data/a", amounts: [2] }],
    };
    expect(cells(partly)).toEqual([["/data/a", "2 mappings", ""]]);
  });
});

describe("whose code it is", () => {
  const text = (rule: string) => {
    const taken = createElement(TakenIn, {
      jvm: "p",
      evidence: evidence<StackEvidence>(rule, "stack"),
    });
    return renderToStaticMarkup(taken);
  };

  it("isToldOfWhatIsCounted", () => {
    expect(text("thread-growth")).toContain("93% of the threads in <b");
    expect(text("metaspace-growth")).toContain("99% of the classes in <b");
    expect(text("direct-buffer-growth")).toContain("98% in <b");
  });

  it("leadsToTheRecordingOfItsEvent", () => {
    const { from, to } = evidence<StackEvidence>("thread-growth", "stack");
    expect(text("thread-growth").replaceAll("&amp;", "&")).toContain(
      `href="/jvm/p/profile?event=threadstart&from=${from}&to=${to}"`,
    );
  });
});

describe("a growth of what is counted", () => {
  const words = (rule: string) =>
    distinctLinks({ ...findings.find((each) => each.rule === "thread-growth")!, rule });

  it("offersTheRecordingThatTellsWhoseCodeItIs", () => {
    const offered = ["thread-growth", "metaspace-growth", "mapped-growth"].map(
      (rule) => words(rule)[1]!,
    );
    expect(offered.map(({ text }) => text)).toEqual([
      "Record who starts threads",
      "Record who loads classes",
      "Record who maps files",
    ]);
    expect(offered.map(({ href }) => /event=(\w+)/.exec(href)![1])).toEqual([
      "threadstart",
      "classload",
      "filemap",
    ]);
  });
});
