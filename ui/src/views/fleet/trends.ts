import type { Trend } from "../../api/types";

export type TrendsByJvm = ReadonlyMap<string, Trend>;

/** The cores of several JVMs together at each step; null where none of them was read. */
export function summedCores(trends: readonly Trend[]): (number | null)[] {
  const sums: (number | null)[] = [];
  for (const { cpuCores } of trends) {
    cpuCores.forEach((cores, i) => {
      if (cores !== null) sums[i] = (sums[i] ?? 0) + cores;
      else sums[i] ??= null;
    });
  }
  return sums;
}

/**
 * A line through the values and the area under it, as paths in a box of the given size. Where a
 * value is not known the line ends.
 */
export function sparkPaths(
  values: readonly (number | null)[],
  width: number,
  height: number,
): { line: string; area: string } {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known, 0.001) * 1.15;
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const point = (value: number, i: number) =>
    `${(i * step).toFixed(1)} ${(height * (1 - value / top)).toFixed(1)}`;
  let line = "";
  let area = "";
  let start = -1;
  for (let i = 0; i <= values.length; i++) {
    const value = values[i];
    if (typeof value === "number") {
      if (start < 0) {
        start = i;
        line += `M${point(value, i)}`;
        area += `M${(i * step).toFixed(1)} ${height}L${point(value, i)}`;
      } else {
        line += `L${point(value, i)}`;
        area += `L${point(value, i)}`;
      }
    } else if (start >= 0) {
      // A single value has no length; a short dash keeps it visible.
      if (i - start === 1) line += "h1.5";
      area += `L${((i - 1) * step).toFixed(1)} ${height}Z`;
      start = -1;
    }
  }
  return { line, area };
}

/** The value below which a share of the others lie; undefined without any. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
