import type { SeriesAnswer } from "../../api/client";
import type { Series } from "../../api/types";
import { greatest, samplesOf } from "../../charts/samples";

const BUSY = "diag.workers.busy";
const MAX = "diag.workers.max";
const QUEUED = "diag.workers.queued";

export const WORKER_SERIES = [BUSY, MAX, QUEUED].join(",");

/** A pool of threads; what is not known is absent. */
export interface WorkerRow {
  id: string;
  name: string;
  framework?: string;
  /** Threads that run a task, as read last, and the most of the range. */
  busy: number;
  mostBusy: number;
  /** How many there may be. */
  max?: number;
  /** Tasks that wait for a thread. */
  queued?: number;
  mostQueued?: number;
}

/** A row a pool: those of servers first, then the fullest. */
export function workerRows(answer: SeriesAnswer | undefined): WorkerRow[] {
  const rows = new Map<string, WorkerRow>();
  for (const series of named(answer, BUSY)) {
    const { last, most } = extremes(series);
    if (last === undefined) continue;
    const id = idOf(series);
    const framework = series.labels["diag.workers.framework"];
    rows.set(id, {
      id,
      name: series.labels["diag.workers"] ?? "",
      ...(framework === undefined ? {} : { framework }),
      busy: last,
      mostBusy: most,
    });
  }
  for (const series of named(answer, MAX)) {
    const row = rows.get(idOf(series));
    if (row) row.max = extremes(series).last;
  }
  for (const series of named(answer, QUEUED)) {
    const row = rows.get(idOf(series));
    const { last, most } = extremes(series);
    if (row && last !== undefined) Object.assign(row, { queued: last, mostQueued: most });
  }
  return [...rows.values()].sort(
    (a, b) =>
      Number(b.framework !== undefined) - Number(a.framework !== undefined) ||
      fullness(b) - fullness(a) ||
      b.mostBusy - a.mostBusy ||
      a.name.localeCompare(b.name, "en", { numeric: true }),
  );
}

/** Whether every thread was busy at a reading, and something waited. */
export function wasFull({ max, mostBusy, mostQueued }: WorkerRow): boolean {
  return max !== undefined && mostBusy >= max && (mostQueued ?? 0) > 0;
}

function fullness({ mostBusy, max }: WorkerRow): number {
  return max === undefined || max === 0 ? 0 : mostBusy / max;
}

function named(answer: SeriesAnswer | undefined, name: string): Series[] {
  return answer?.series.filter((series) => series.name === name) ?? [];
}

function idOf(series: Series): string {
  return series.labels["diag.workers.id"] ?? "";
}

function extremes(series: Series): { last: number | undefined; most: number } {
  const { last, high } = samplesOf(series.points);
  return { last: last.at(-1), most: greatest(high, 0) };
}
