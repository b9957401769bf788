import { describe, expect, it } from "vitest";
import type { Command } from "../src/api/types";
import { pauseText, snapshotsOf } from "../src/views/heap/snapshots";

const GIB = 1024 ** 3;

function command(kind: string, state: string, createdAt: number): Command {
  return { id: `${kind}-${createdAt}`, kind, state, createdAt } as Command;
}

describe("snapshots", () => {
  it("say how long the JVM stands still at most, if that is known", () => {
    expect(pauseText(GIB)).toBe("stops up to 9.0 s");
    expect(pauseText(4 * GIB)).toBe("stops up to 36 s");
    expect(pauseText(1_000_000)).toBe("stops up to 0.2 s");
    expect(pauseText(undefined)).toBe("");
  });

  it("are the last heap dumps among all commands", () => {
    const failed = command("heap-dump", "failed", 1);
    const running = command("heap-dump", "running", 2);
    const other = command("profile", "running", 3);
    expect(snapshotsOf([failed, other])).toEqual({ running: undefined, failed });
    expect(snapshotsOf([failed, running, other])).toEqual({ running, failed: undefined });
    expect(snapshotsOf([other])).toEqual({ running: undefined, failed: undefined });
  });
});
