import { describe, expect, it } from "vitest";
import { fittedLabel, isCut, parseName, shortName } from "../src/flame/names";
import { ownerOf, WARM_COUNT, warmOf } from "../src/flame/palette";

const PARSE = "com.acme.checkout.promo.PromotionRules.parse";

describe("parseName", () => {
  it("splitsPackageClassAndMethod", () => {
    expect(parseName(PARSE)).toEqual({
      package: "com.acme.checkout.promo",
      type: "PromotionRules",
      method: "parse",
    });
  });

  it("keepsNestedAndHiddenClassesWhole", () => {
    expect(parseName("a.b.Outer$Inner.<init>").type).toBe("Outer$Inner");
    expect(shortName("a.b.C$$Lambda.0x00007f1c8c2a1000.run")).toBe(
      "C$$Lambda.0x00007f1c8c2a1000.run",
    );
  });

  it("leavesNativeNamesAlone", () => {
    for (const name of [
      "epoll_wait",
      "G1CMTask::do_marking_step",
      "[unknown]",
      "operator new(unsigned long)",
    ]) {
      expect(parseName(name)).toEqual({ package: "", type: "", method: name });
    }
  });
});

describe("isCut", () => {
  it("tellsWhereAStackWasCutFromThreadsAndNativeNames", () => {
    for (const name of [
      "[unknown]",
      "[not_walkable_Java]",
      "Cont thaw return barrier",
      "StubRoutines (1)::cont_returnBarrier",
      "cont_returnBarrier_stub (stub gen)",
    ]) {
      expect(isCut(name), name).toBe(true);
    }
    for (const name of ["[tid=12]", "[virtual threads]", "byte[]", "java.lang.Thread.run"]) {
      expect(isCut(name), name).toBe(false);
    }
  });
});

describe("fittedLabel", () => {
  it("givesUpThePackageThenTheClassThenTheMethod", () => {
    const fit = (chars: number) => fittedLabel(PARSE, "31.0%", chars);
    expect(fit(60)).toBe(`${PARSE}  31.0%`);
    expect(fit(40)).toBe("c.a.c.p.PromotionRules.parse  31.0%");
    expect(fit(28)).toBe("PromotionRules.parse  31.0%");
    expect(fit(26)).toBe("parse  31.0%");
    expect(fit(11)).toBe("parse");
    expect(fit(4)).toBe("par\u2026");
    expect(fit(3)).toBe("");
  });

  it("neverExceedsTheRoom", () => {
    for (let chars = 0; chars < 60; chars++) {
      expect(fittedLabel(PARSE, "31.0%", chars).length).toBeLessThanOrEqual(chars);
    }
  });
});

describe("ownerOf", () => {
  it("tellsTheApplicationFromWhatItUses", () => {
    expect(ownerOf(PARSE, "compiled")).toBe("application");
    expect(ownerOf("java.lang.Thread.run", "inlined")).toBe("jdk");
    expect(ownerOf("io.netty.channel.epoll.EpollEventLoop.run", "compiled")).toBe("framework");
    expect(ownerOf("com.fasterxml.jackson.databind.ObjectMapper.readValue", "c1")).toBe("library");
    expect(ownerOf("io.netty.channel.epoll.Native.write", "native")).toBe("native");
    expect(ownerOf("GangWorker::run", "compiled")).toBe("native");
    // A prefix is whole parts: this one only begins like a framework.
    expect(ownerOf("playground.Main.run", "compiled")).toBe("application");
  });

  it("givesAPackageTheSameColourInEveryProfile", () => {
    expect(warmOf("com.acme.checkout.promo")).toBe(0);
    expect(warmOf("com.acme.checkout.web")).toBe(1);
    expect(warmOf("com.acme.checkout.receipt")).toBe(2);
    expect(warmOf("")).toBeLessThan(WARM_COUNT);
  });
});
