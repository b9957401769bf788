import { describe, expect, it } from "vitest";
import type { Command } from "../src/api/types";
import {
  lastReadings,
  mallocAdvice,
  mallocSentence,
  mallocUse,
} from "../src/views/memory/mallocUse";

const MIB = 1024 * 1024;
const NOW = Date.parse("2026-11-18T14:26:05Z");

function ended(result: Record<string, unknown>, more: Partial<Command> = {}): Command {
  return {
    id: "c",
    jvm: "j",
    kind: "memory-ledger",
    arguments: { malloc: true },
    state: "done",
    result,
    createdAt: 0,
    changedAt: NOW,
    deadline: 2,
    ...more,
  };
}

function found(arenas: number, free: number, large: number, native: number): Command {
  return ended({
    regions: [
      { region: "heap", bytes: 900 * MIB },
      { region: "native", bytes: native * MIB },
    ],
    malloc: {
      arenas: 16,
      arenaBytes: arenas * MIB,
      freeBytes: free * MIB,
      largeBytes: large * MIB,
    },
  });
}

describe("what malloc says", () => {
  it("tellsWhatWasFreeOfWhatItTookAndWhen", () => {
    const use = mallocUse(found(400, 300, 5, 500))!;
    expect(mallocSentence(use, NOW, NOW)).toMatch(
      /^At \d\d:26:05 the malloc of glibc had taken 400 MiB in 16 arenas; 300 MiB of it \(75%\) was free\. Large blocks beside them: 5 MiB\.$/,
    );
    const older = { arenas: 1, arenaBytes: 40 * MIB, freeBytes: 0 };
    expect(mallocSentence(older, NOW, NOW)).toMatch(/in one arena; 0 MiB of it \(0%\) was free\.$/);
  });

  it("advisesToTrimNoMoreThanCanBeResident", () => {
    expect(mallocAdvice(found(400, 300, 5, 500), 4711)).toBe(
      "Up to 300 MiB of RSS is such free memory. jcmd 4711 System.trim_native_heap gives it back;" +
        " with MALLOC_ARENA_MAX=2 in the environment less of it is kept.",
    );
    expect(mallocAdvice(found(400, 300, 0, 250), 1)).toContain("Up to 150 MiB");
  });

  it("advisesNothingWhereItWasGivenBackOrIsLittle", () => {
    expect(mallocAdvice(found(400, 300, 0, 110), 1)).toBeUndefined();
    expect(mallocAdvice(found(40, 39, 0, 60), 1)).toBeUndefined();
    expect(mallocAdvice(found(4_000, 500, 0, 4_000), 1)).toBeUndefined();
  });

  it("isUnknownWhereItDidNotSay", () => {
    expect(mallocUse(ended({ mappings: 60 }))).toBeUndefined();
    expect(mallocAdvice(ended({ mappings: 60 }), 1)).toBeUndefined();
  });

  it("isThatOfTheLastCommandThatAskedIt", () => {
    const asked = ended({}, { id: "a", createdAt: 1 });
    const failed = ended({}, { id: "b", createdAt: 2, state: "failed" });
    const plain = ended({}, { id: "c", createdAt: 3, arguments: { malloc: false } });
    const other = ended({}, { id: "d", createdAt: 4, kind: "heap-dump" });
    const { last, malloc } = lastReadings([asked, other, plain, failed]);
    expect([last?.id, malloc?.id]).toEqual(["c", "a"]);
  });
});
