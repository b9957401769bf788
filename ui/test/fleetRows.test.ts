import { describe, expect, it } from "vitest";
import type { Finding, Jvm } from "../src/api/types";
import { readColumns, withColumn } from "../src/views/fleet/columns";
import { compareHref } from "../src/views/fleet/compareHref";
import { findingsByJvm, grouped, labelNames, ordered } from "../src/views/fleet/fleet";
import {
  fleetRows,
  foldsQuery,
  readFolds,
  toggled,
  type Folds,
} from "../src/views/fleet/fleetRows";
import { drawnRows, offsetsOf, rowsWithin } from "../src/views/fleet/rowWindow";
import { quantile, sparkPaths, summedCores } from "../src/views/fleet/trends";
import { columnSeverity, groupSummary, headline, stateLine } from "../src/views/fleet/words";
import { FINDINGS } from "./fixtures/findings.mjs";
import { fleet } from "./fixtures/fleet.mjs";
import { JVMS } from "./fixtures/story.mjs";

const small = JVMS as Jvm[];
const large = fleet(214, 36) as Jvm[];
const found = findingsByJvm(FINDINGS as Finding[]);
const NOTHING = new URLSearchParams();

function rows(jvms: Jvm[], folds: Partial<Folds> = {}, searching = false) {
  const groups = ordered(grouped(jvms), found, "findings");
  return fleetRows(groups, found, { ...readFolds(NOTHING), ...folds }, searching);
}

describe("rows of the fleet", () => {
  it("areAllThereWhileTheFleetIsSmall", () => {
    expect(rows(small).filter((row) => row.kind === "jvm").length).toBe(small.length);
    expect(rows(small).some((row) => row.kind === "groups" || row.kind === "more")).toBe(false);
  });

  it("unfoldGroupsWithACriticalFindingAndSumUpThoseWithoutAny", () => {
    const all = rows(large);
    const open = all.flatMap((row) => (row.kind === "group" && row.open ? row.group.name : []));
    expect(open).toEqual(["checkout", "pricing"]);
    const folded = all.at(-1)!;
    expect(folded.kind).toBe("groups");
    const listed = all.flatMap((row) => (row.kind === "group" ? row.group.jvms : []));
    expect(folded.kind === "groups" && folded.jvms + listed.length).toBe(large.length);
  });

  it("sumUpTheJvmsWithoutFindingsOfAnOpenGroup", () => {
    const checkout = large.find((jvm) => jvm.service === "checkout")!;
    const many = [
      ...large,
      ...Array.from({ length: 9 }, (_, i) => ({
        ...checkout,
        id: `quiet-${i}`,
        host: `quiet-${i}`,
      })),
    ];
    const more = rows(many).find((row) => row.kind === "more")!;
    expect(more.kind === "more" && more.amount).toBe(11);
    const shown = rows(many, { more: new Set(["checkout"]) });
    expect(shown.some((row) => row.kind === "jvm" && row.jvm.id === "quiet-8")).toBe(true);
  });

  it("hideNothingThatWasSearchedFor", () => {
    const last = rows(large, {}, true).at(-1)!;
    expect(last.kind).toBe("group");
  });

  it("showAPeekBelowItsJvm", () => {
    const all = rows(small, { peek: "checkout-7" });
    const at = all.findIndex((row) => row.kind === "peek");
    expect(all[at - 1]!.key).toBe("j-checkout-7");
  });

  it("keepTheirFoldsInTheAddress", () => {
    const folds = toggled(readFolds(NOTHING), "a,b c", false);
    const query = new URLSearchParams(foldsQuery({ ...folds, allGroups: true }) as never);
    expect([...readFolds(query).open]).toEqual(["a,b c"]);
    expect(readFolds(query).allGroups).toBe(true);
    expect([...toggled(folds, "a,b c", true).shut]).toEqual(["a,b c"]);
  });

  it("canBeGroupedByALabelOrNotAtAll", () => {
    expect(labelNames(small)).toEqual(["env", "region"]);
    expect(grouped(small, "env").map((group) => group.name)).toEqual(["prod", "(without)"]);
    const one = fleetRows(grouped(large, "none"), found, readFolds(NOTHING), false);
    expect(one.length).toBe(large.length);
  });
});

describe("the window over the rows", () => {
  const offsets = offsetsOf(Array.from({ length: 2_000 }, () => 28));

  it("drawsThoseInSightAndAFewMore", () => {
    const [first, end] = rowsWithin(offsets, 28_000, 28_900);
    expect(first).toBeLessThanOrEqual(1_000);
    expect(end).toBeGreaterThanOrEqual(1_033);
    expect(end - first).toBeLessThan(80);
    expect(rowsWithin(offsets, -500, 400)).toEqual([0, 32]);
    expect(rowsWithin(offsetsOf([]), 0, 900)).toEqual([0, 0]);
  });

  it("leavesRoomForTheOthersSoThatTheHeightStays", () => {
    for (const pinned of [-1, 3, 1_010, 1_999]) {
      const parts = drawnRows(offsets, [1_000, 1_040], pinned);
      const height = parts.reduce((sum, part) => sum + ("room" in part ? part.room : 28), 0);
      expect(height).toBe(2_000 * 28);
      if (pinned >= 0)
        expect(parts.filter((part) => "row" in part && part.row === pinned)).toHaveLength(1);
    }
  });
});

describe("columns", () => {
  it("areTheUsualOnesUnlessTheAddressNamesOthers", () => {
    const usual = readColumns(null, true);
    expect(usual.map((each) => each.id)).toEqual(["since", "memory", "cpu", "gc", "seen"]);
    expect(readColumns(null, false).map((each) => each.id)).toContain("rss");
    const text = withColumn(usual, "jdk", true, true);
    expect(text).toBe("since,memory,cpu,gc,jdk,seen");
    expect(withColumn(readColumns(text!, true), "jdk", false, true)).toBeUndefined();
    expect(readColumns("none", true)).toEqual([]);
  });

  it("areColouredByAFindingThatRestsOnThem", () => {
    const findings = found.get("checkout-7");
    expect(columnSeverity(findings, "memory")).toBe("critical");
    expect(columnSeverity(findings, "agent")).toBe("notice");
    expect(columnSeverity(findings, "gc")).toBeUndefined();
    expect(columnSeverity(undefined, "memory")).toBeUndefined();
  });
});

describe("words of the fleet", () => {
  it("sayWhoNeedsAttentionAndHowManyDoNot", () => {
    expect(headline(small, found)).toBe("2 services need attention now");
    expect(headline(small, new Map())).toBe("10 JVMs of 5 services, none needs attention");
    expect(stateLine(small, found)).toBe(
      "7 open findings in 3 of 10 JVMs; the other 7 have none. 1 lost, 1 detached, 1 ended. Worst first.",
    );
    expect(stateLine(small, new Map())).toBe("No findings. 1 lost, 1 detached, 1 ended.");
    expect(stateLine(small, undefined)).toBe("7 live, 1 lost, 1 detached, 1 ended.");
  });

  it("sayWhatTheJvmsOfAGroupHaveInCommon", () => {
    const [checkout] = grouped(small.filter((jvm) => jvm.service === "checkout"));
    expect(groupSummary(checkout!, found)).toBe("Direct buffers in 1 of 3 JVMs");
    const one = found.get("checkout-7")![0]!;
    const all = findingsByJvm(checkout!.jvms.map((jvm) => ({ ...one, jvm: jvm.id })));
    expect(groupSummary(checkout!, all)).toContain("all 3 JVMs, so the code and not one host");
  });
});

describe("two JVMs", () => {
  it("areComparedOverTheSameTime", () => {
    expect(compareHref("b", "a", { from: 1_000.4, to: 2_000 })).toBe(
      "/jvm/b/profile?from=1000&to=2000&cmp=1000,2000&cmpjvm=a",
    );
  });
});

describe("small lines", () => {
  it("endWhereNothingIsKnown", () => {
    const { line } = sparkPaths([1, 2, null, 3], 72, 14);
    expect(line.match(/M/g)).toHaveLength(2);
    expect(line).toContain("h1.5");
    expect(sparkPaths([null, null], 72, 14)).toEqual({ line: "", area: "" });
  });

  it("addUpWhatIsKnownOfAGroup", () => {
    const trend = (cpuCores: (number | null)[]) => ({ id: "x", cpuCores });
    expect(summedCores([trend([1, null, null]), trend([2, 3, null])])).toEqual([3, 3, null]);
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([], 0.5)).toBeUndefined();
  });
});
