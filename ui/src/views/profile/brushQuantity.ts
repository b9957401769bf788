import { amount } from "../../amounts";
import type { ProfileEvent, Series } from "../../api/types";
import { greatest, type Samples } from "../../charts/samples";
import { roundAbove } from "../../charts/timeScale";
import { axisNumber, cores, count } from "../../format";
import { single, total } from "../overview/totals";

const CPU = "diag.process.cpu.cores";
const APPLICATION_CPU = "diag.profile.cpu.application";
const ALLOCATION = "diag.jvm.allocation.rate";
const THREADS = "jvm.thread.count";
const CLASSES = "jvm.class.count";
const BUFFERS = "jvm.buffer.count";

/** What the strip can show: the quantity an event is about, where there is one, or else CPU use. */
export const BRUSH_SERIES = [CPU, APPLICATION_CPU, ALLOCATION, THREADS, CLASSES, BUFFERS].join(",");

/** A quantity over time, and how it is put into words. */
export interface BrushQuantity {
  name: string;
  /** Its unit, under the name. */
  caption: string;
  samples: Samples | undefined;
  /** A part of it, drawn within. */
  inner?: Samples;
  /** The top of the scale. */
  max: number;
  axisText: (value: number) => string;
  /** With its unit. */
  text: (value: number) => string;
}

/** What the strip shows for an event, in a JVM of so many CPUs. */
export function brushQuantity(
  event: ProfileEvent,
  series: readonly Series[],
  cpus: number | undefined,
): BrushQuantity {
  switch (event) {
    case "alloc":
      return allocation(single(series, ALLOCATION)) ?? cpuUse(series, cpus);
    case "threadstart":
      return (
        counted("Threads", "alive", "{thread}", total(series, THREADS)) ?? cpuUse(series, cpus)
      );
    case "classload":
      return (
        counted("Classes", "loaded", "{class}", single(series, CLASSES)) ?? cpuUse(series, cpus)
      );
    case "filemap":
      return counted("Files", "mapped", "{mapping}", mappings(series)) ?? cpuUse(series, cpus);
    case "cpu":
      return { ...cpuUse(series, cpus), inner: single(series, APPLICATION_CPU) };
    default:
      return cpuUse(series, cpus);
  }
}

function cpuUse(series: readonly Series[], cpus: number | undefined): BrushQuantity {
  const samples = single(series, CPU);
  const peak = peakOf(samples);
  return {
    name: "CPU",
    caption: cpus === undefined ? "cores" : `cores of ${count(cpus)}`,
    samples,
    max: cpus !== undefined && peak > cpus / 8 ? Math.max(cpus, peak) : top(peak, 1000),
    axisText: axisNumber,
    text: (value) => `${cores(value)} cores`,
  };
}

function allocation(samples: Samples | undefined): BrushQuantity | undefined {
  return (
    samples && {
      name: "Allocation",
      caption: "per second",
      samples,
      max: top(peakOf(samples), 1024),
      axisText: (value) => amount(value, "By"),
      text: (value) => amount(value, "By/s"),
    }
  );
}

/** How many there are, which grows by what the event records and falls by what ends. */
function counted(
  name: string,
  caption: string,
  unit: string,
  samples: Samples | undefined,
): BrushQuantity | undefined {
  return (
    samples && {
      name,
      caption,
      samples,
      max: top(peakOf(samples), 1000),
      axisText: axisNumber,
      text: (value) => amount(value, unit),
    }
  );
}

/** The buffers of mapped files that are there. */
function mappings(series: readonly Series[]): Samples | undefined {
  const mapped = series.filter(({ labels }) => labels["jvm.buffer.pool.name"] === "mapped");
  return single(mapped, BUFFERS);
}

export function peakOf(samples: Samples | undefined): number {
  return samples ? greatest(samples.high, 0) : 0;
}

/** A round number just above the peak, in the unit that the base of units leads to. */
function top(peak: number, base: number): number {
  if (peak <= 0) return 1;
  const unit = base ** Math.floor(Math.log(peak) / Math.log(base));
  return roundAbove(peak / unit) * unit;
}
