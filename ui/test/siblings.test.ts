import { describe, expect, it } from "vitest";
import { Siblings } from "../src/flame/siblings";

describe("Siblings", () => {
  it("numbersPairsAsAMapDoes", () => {
    const siblings = new Siblings();
    const oracle = new Map<string, number>();
    let state = 5;
    const next = (bound: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % bound;
    };
    // Few enough pairs that many come again, and enough that the table grows several times.
    for (let i = 0; i < 20_000; i++) {
      const [parent, frame] = [next(100) - 1, next(100) - 1];
      const key = `${parent} ${frame}`;
      const node = oracle.get(key) ?? oracle.size;
      oracle.set(key, node);
      expect(siblings.child(parent, frame)).toBe(node);
    }
    expect(oracle.size).toBeGreaterThan(5_000);
    expect(siblings.size).toBe(oracle.size);
    const { parent, frame } = siblings;
    expect([...oracle.keys()]).toEqual(Array.from(parent, (each, i) => `${each} ${frame[i]}`));
  });
});
