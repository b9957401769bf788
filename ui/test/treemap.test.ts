import { describe, expect, it } from "vitest";
import { treemap } from "../src/charts/treemap";

describe("treemap", () => {
  it("gives each value its share of the area, without overlap and within it", () => {
    const values = [50, 20, 11, 9, 5, 3, 1.5, 0.5];
    const tiles = treemap(values, 300, 200);
    expect(tiles.map((tile) => tile.index)).toEqual(values.map((_, i) => i));
    for (const tile of tiles) {
      expect(tile.width * tile.height).toBeCloseTo((values[tile.index]! / 100) * 60_000, 6);
      expect(tile.x).toBeGreaterThanOrEqual(0);
      expect(tile.y).toBeGreaterThanOrEqual(0);
      expect(tile.x + tile.width).toBeLessThanOrEqual(300 + 1e-6);
      expect(tile.y + tile.height).toBeLessThanOrEqual(200 + 1e-6);
    }
    for (const one of tiles) {
      for (const other of tiles.filter(({ index }) => index > one.index)) {
        const apart =
          one.x + one.width <= other.x + 1e-6 ||
          other.x + other.width <= one.x + 1e-6 ||
          one.y + one.height <= other.y + 1e-6 ||
          other.y + other.height <= one.y + 1e-6;
        expect(apart, `${one.index} and ${other.index}`).toBe(true);
      }
    }
  });

  it("makes squares of equal values in a square", () => {
    for (const tile of treemap([1, 1, 1, 1], 10, 10)) {
      expect(tile.width).toBeCloseTo(5);
      expect(tile.height).toBeCloseTo(5);
    }
  });

  it("is empty where there is nothing to fill or to fill with", () => {
    expect(treemap([], 10, 10)).toEqual([]);
    expect(treemap([1], 0, 10)).toEqual([]);
    expect(treemap([0, 0], 10, 10)).toEqual([]);
  });
});
