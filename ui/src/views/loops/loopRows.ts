import type { SeriesAnswer } from "../../api/client";
import type { HistogramSeries, Loop } from "../../api/types";
import { gapMillis, runs, samplesOf, usualStep, type Samples } from "../../charts/samples";
import { WORKER_SERIES } from "./workerRows";

const UTILIZATION = "diag.loop.utilization";
const EPISODES = "diag.loop.episode.duration";
const STALLS = "diag.loop.stall.duration";
const ID = "diag.loop.id";

/** What the screen asks for. Ticks come as figures a loop: as histograms they are too many. */
export const LOOP_SERIES = [UTILIZATION, EPISODES, STALLS, WORKER_SERIES].join(",");

/** How often something lasted, for how long in all, and the longest. */
export interface Lasted {
  count: number;
  millis: number;
  worstMillis: number;
}

/** A reading in which it did. */
export interface LastedAt extends Lasted {
  time: number;
}

export interface LoopRow extends Omit<Loop, "ticks"> {
  ticksPerSecond?: number;
  samples?: Samples;
  /** Undefined where it is not told, as of a loop that hands its work to others. */
  blocked?: Lasted;
  /** When it was blocked, to a reading: of every episode, also of those that were not sent. */
  blockedAt: readonly LastedAt[];
}

/** A row a loop, what was blocked longest first, then what is busiest. */
export function loopRows(
  loops: readonly Loop[],
  answer: SeriesAnswer | undefined,
  intervalMillis: number,
): LoopRow[] {
  const utilization = utilizationById(answer);
  const blocked = blockedById(answer);
  const listed = new Set(loops.map((loop) => loop.id));
  const rows = loops.map((loop) => rowOf(loop, utilization.get(loop.id), intervalMillis));
  // Only the busiest are told with their ticks, but every one that was blocked.
  for (const [id, { loop }] of blocked) if (!listed.has(id)) rows.push(loop);
  const judged = rows.map((row): LoopRow => {
    const blockedAt = blocked.get(row.id)?.at ?? [];
    return {
      ...row,
      blockedAt,
      blocked: answer && runsHandlers(row) ? sumOf(blockedAt) : undefined,
    };
  });
  return judged.sort(
    (a, b) =>
      (b.blocked?.millis ?? 0) - (a.blocked?.millis ?? 0) ||
      (b.utilization ?? -1) - (a.utilization ?? -1) ||
      a.name.localeCompare(b.name, "en", { numeric: true }),
  );
}

/** Whether its own thread does the work, as far as is known: else a long tick says little. */
export function runsHandlers({ role }: Pick<Loop, "role">): boolean {
  return role === undefined || role === "loop";
}

/** How often and for how long nothing of the process ran. */
export function stallsOf(answer: SeriesAnswer | undefined): Lasted {
  return sumOf(
    (answer?.histograms ?? []).filter((each) => each.name === STALLS).flatMap(readingsOf),
  );
}

function rowOf(
  { ticks, ...loop }: Loop,
  samples: Samples | undefined,
  intervalMillis: number,
): LoopRow {
  const seconds = samples ? knownMillis(samples, intervalMillis) / 1_000 : 0;
  return {
    ...loop,
    samples,
    ticksPerSecond: seconds > 0 ? ticks / seconds : undefined,
    blockedAt: [],
  };
}

/** How long the readings stand for: a loop may be younger than the range, and may have gaps. */
export function knownMillis({ times }: Samples, intervalMillis: number): number {
  const step = Math.max(intervalMillis, usualStep(times) ?? 0);
  return runs(times, gapMillis(times, intervalMillis)).reduce(
    (sum, [start, end]) => sum + times[end - 1]! - times[start]! + step,
    0,
  );
}

/** Where its framework became known later, a loop has several series. */
function utilizationById(answer: SeriesAnswer | undefined): Map<string, Samples> {
  const points = new Map<string, number[][]>();
  for (const each of answer?.series ?? []) {
    if (each.name !== UTILIZATION || each.points.length === 0) continue;
    const id = each.labels[ID] ?? "";
    const before = points.get(id);
    points.set(id, before ? [...before, ...each.points].sort(byTime) : each.points);
  }
  return new Map([...points].map(([id, all]) => [id, samplesOf(all)]));
}

function blockedById(
  answer: SeriesAnswer | undefined,
): Map<string, { loop: LoopRow; at: LastedAt[] }> {
  const found = new Map<string, { loop: LoopRow; at: LastedAt[] }>();
  for (const each of answer?.histograms ?? []) {
    if (each.name !== EPISODES) continue;
    const id = each.labels[ID] ?? "";
    const at = [...(found.get(id)?.at ?? []), ...readingsOf(each)];
    found.set(id, { loop: unlisted(id, each), at: at.sort((a, b) => a.time - b.time) });
  }
  return found;
}

function unlisted(id: string, { labels }: HistogramSeries): LoopRow {
  return {
    id,
    name: labels["diag.loop"] ?? id,
    framework: labels["diag.loop.framework"],
    role: labels["diag.loop.role"] as Loop["role"],
    blockedAt: [],
  };
}

function readingsOf({ points }: HistogramSeries): LastedAt[] {
  return points.map(([time, count, sum, max]) => ({
    time,
    count,
    millis: sum * 1_000,
    worstMillis: max * 1_000,
  }));
}

function sumOf(readings: readonly Lasted[]): Lasted {
  const sum: Lasted = { count: 0, millis: 0, worstMillis: 0 };
  for (const { count, millis, worstMillis } of readings) {
    sum.count += count;
    sum.millis += millis;
    sum.worstMillis = Math.max(sum.worstMillis, worstMillis);
  }
  return sum;
}

function byTime(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]!;
}
