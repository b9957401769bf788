import { describe, expect, it } from "vitest";
import type { Finding, Jvm } from "../src/api/types";
import {
  anyLimit,
  filtered,
  findingsByJvm,
  grouped,
  needsAttention,
  ordered,
  readShow,
  showing,
} from "../src/views/fleet/fleet";
import { FINDINGS } from "./fixtures/findings.mjs";
import { JVMS } from "./fixtures/story.mjs";

const jvms = JVMS as Jvm[];
const found = findingsByJvm(FINDINGS as Finding[]);

describe("fleet", () => {
  it("groupsByServiceAndSumsTheCpuOfWhatIsLive", () => {
    const groups = grouped(jvms);
    expect(groups.map((group) => group.name)).toEqual([
      "account",
      "checkout",
      "ledger",
      "pricing",
      "search",
    ]);
    expect(groups[1]!.cpuCores).toBeCloseTo(4.95);
    // The lost JVM's last 3.9 cores are used by nobody now.
    expect(groups[3]!.cpuCores).toBeCloseTo(3.41);
    expect(groups[2]!.cpuCores).toBeUndefined();
  });

  it("filtersByEveryWordAndByLabel", () => {
    expect(filtered(jvms, "checkout x2k").map((jvm) => jvm.host)).toEqual(["checkout-6d8f-x2kqp"]);
    expect(filtered(jvms, "env:prod").length).toBe(7);
    expect(filtered(jvms, "env:test")).toEqual([]);
    expect(filtered(jvms, "  ").length).toBe(jvms.length);
  });

  it("knowsWhetherALimitIsInView", () => {
    expect(anyLimit(jvms)).toBe(true);
    expect(anyLimit(filtered(jvms, "ledger"))).toBe(false);
    expect(anyLimit([])).toBe(false);
  });

  it("showsLiveAndLostApart", () => {
    expect(showing(jvms, readShow("lost"), found).map((jvm) => jvm.state)).toEqual(["lost"]);
    expect(showing(jvms, readShow("nonsense"), found)).toBe(jvms);
  });

  it("countsOpenFindingsOfEachJvmWorstFirst", () => {
    expect(found.get("checkout-7")!.map((each) => each.id)).toEqual(["f1", "f2", "f3"]);
    expect(found.has("account-1")).toBe(false);
    expect(showing(jvms, "findings", found).map((jvm) => jvm.id)).toEqual([
      "checkout-7",
      "pricing-12",
      "pricing-13",
    ]);
    expect(needsAttention(found.get("pricing-12"))).toBe(true);
    expect(needsAttention(found.get("checkout-7")!.slice(2))).toBe(false);
    expect(needsAttention(undefined)).toBe(false);
  });

  it("ordersServicesAndTheirJvmsByTheirWorstFinding", () => {
    const groups = ordered(grouped(jvms), found, "findings");
    expect(groups.map((group) => group.name)).toEqual([
      "checkout",
      "pricing",
      "account",
      "ledger",
      "search",
    ]);
    // A critical one before a warning, though its JVM is the later by name.
    expect(groups[1]!.jvms.map((jvm) => jvm.id)).toEqual(["pricing-13", "pricing-12"]);
    expect(ordered(grouped(jvms), found, "name")[0]!.name).toBe("account");
  });
});
