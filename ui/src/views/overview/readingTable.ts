import { time as timeText } from "../../amounts";
import { nearest, usualStep, type Samples } from "../../charts/samples";
import { cores, count, mibNumber, percentFine } from "../../format";
import type { JvmReadings } from "./jvmReadings";
import type { MemoryStack } from "./memoryStack";

export interface ReadingColumn {
  name: string;
  unit?: string;
  /** The text at each time; empty where nothing is known. */
  cells: string[];
}

/** What the tracks draw as numbers, at the times of the crosshair. Columns without any are left out. */
export function readingTable(
  times: readonly number[],
  stack: MemoryStack | undefined,
  readings: JvmReadings,
): ReadingColumn[] {
  const reach = 1.5 * (usualStep(times) ?? 0) + 1_000;
  const at = (samples: Samples | undefined, text: (value: number) => string) =>
    times.map((time) => {
      const i = samples ? nearest(samples.times, time, reach) : -1;
      return i < 0 ? "" : text(samples!.last[i]!);
    });
  const memory = (values: readonly (number | undefined)[]) =>
    values.map((value) => (value === undefined ? "" : mibNumber(value)));
  const { pauses } = readings;
  // A pause belongs to one line: that of the first time that is not before it.
  const longest = times.map((time, i) => {
    if (!pauses) return "";
    const since = i === 0 ? time - reach : times[i - 1]!;
    const within = pauses.max.filter(
      (_, p) => pauses.times[p]! > since && pauses.times[p]! <= time,
    );
    return within.length === 0 ? "" : timeText(Math.max(...within) * 1e6);
  });
  const columns: ReadingColumn[] = [
    { name: "RSS", unit: "MiB", cells: memory(stack?.rssAt ?? []) },
    ...(stack?.regions ?? [])
      .map(({ name, values }) => ({ name, unit: "MiB", cells: memory(values) }))
      .reverse(),
    { name: "CPU", unit: "cores", cells: at(readings.cpu, cores) },
    { name: "Under application code", unit: "cores", cells: at(readings.applicationCpu, cores) },
    { name: "CPU throttling", unit: "of periods", cells: at(readings.throttled, percentFine) },
    { name: "Longest GC pause", cells: longest },
    { name: "Allocation", unit: "MiB/s", cells: at(readings.allocation, mibNumber) },
    { name: "Threads", cells: at(readings.threads, count) },
    { name: "Classes", cells: at(readings.classes, count) },
    { name: "File descriptors", cells: at(readings.fds, count) },
    { name: "diag itself", unit: "of a core", cells: at(readings.agentCpu, percentFine) },
  ];
  return columns.filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/** How many readings lie between times that may stand for several each; gaps have none. */
export function readingsIn(times: readonly number[], intervalMillis: number): number | undefined {
  if (times.length === 0) return undefined;
  const gap = 2.5 * Math.max(intervalMillis, usualStep(times) ?? 0);
  let readings = 1;
  for (let i = 1; i < times.length; i++) {
    const between = times[i]! - times[i - 1]!;
    readings += between > gap ? 1 : Math.max(1, Math.round(between / intervalMillis));
  }
  return readings;
}
