import { describe, expect, it } from "vitest";
import type { Feature, JvmDetail } from "../src/api/types";
import { missingFeatures } from "../src/views/jvm/features";
import { detail, NOW } from "./fixtures/story.mjs";

const STARTING: Feature = { name: "rss", state: "off", reason: "not started yet" };

function jvm(ageMillis: number, ...features: Feature[]): JvmDetail {
  const found = detail("checkout-7") as JvmDetail;
  return { ...found, firstSeenAt: NOW - ageMillis, features };
}

describe("missingFeatures", () => {
  it("doesNotMissWhatStartsWithinTheFirstSeconds", () => {
    expect(missingFeatures(jvm(14_000, STARTING), NOW)).toEqual([]);
    expect(missingFeatures(jvm(16_000, STARTING), NOW)).toEqual([STARTING]);
  });

  it("missesWhatIsOffOrFailedFromTheStart", () => {
    const off: Feature = { name: "cgroup", state: "off", reason: "no container limit" };
    const failed: Feature = { ...STARTING, state: "failed" };
    const on: Feature = { name: "threads", state: "on" };
    expect(missingFeatures(jvm(1_000, off, failed, on), NOW)).toEqual([off, failed]);
  });
});
