import { describe, expect, it } from "vitest";
import type { Jvm } from "../src/api/types";
import { anyLimit, filtered, grouped, readShow, showing } from "../src/views/fleet/fleet";
import { JVMS } from "./fixtures/story.mjs";

const jvms = JVMS as Jvm[];

describe("fleet", () => {
  it("groupsByServiceAndSumsTheCpuOfWhatIsLive", () => {
    const groups = grouped(jvms);
    expect(groups.map((group) => group.service)).toEqual([
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
    expect(anyLimit(grouped(jvms))).toBe(true);
    expect(anyLimit(grouped(filtered(jvms, "ledger")))).toBe(false);
    expect(anyLimit([])).toBe(false);
  });

  it("showsLiveAndLostApart", () => {
    expect(showing(jvms, readShow("lost")).map((jvm) => jvm.state)).toEqual(["lost"]);
    expect(showing(jvms, readShow("nonsense"))).toBe(jvms);
  });
});
