import type { Finding } from "../../api/types";
import { colourOf, type FigureEvidence, type SeriesEvidence } from "./evidence";

/** What memory can run into. */
export type Bound = "container" | "machine" | "heap" | "direct" | "metaspace" | "code";

/** By what the figures of a finding call them. */
const BOUNDS: Record<string, Bound> = {
  "the container limit": "container",
  "the end of the machine's memory": "machine",
  "-Xmx": "heap",
  "-XX:MaxDirectMemorySize": "direct",
  "-XX:MaxMetaspaceSize": "metaspace",
  "-XX:ReservedCodeCacheSize": "code",
};

// The collector tells nothing further away: what comes to this may as well never be reached.
const FURTHEST_SECONDS = 48 * 3_600;

/** When a limit is reached if growth goes on as it did. Times in epoch milliseconds. */
export interface LimitForecast {
  bound: Bound;
  about: number;
  earliest: number;
  /** Infinite where it may as well never be reached. */
  latest: number;
  /** How many bytes there may be of what it bounds, where the finding tells it. */
  maxBytes?: number;
  /** Bytes a second, where what grows is told in bytes. */
  perSecond?: number;
  /** The design token of what grows. */
  colour: string;
}

/** What findings forecast: one for each limit, the one that is reached first before the others. */
export function limitForecasts(findings: readonly Finding[]): LimitForecast[] {
  const byBound = new Map<Bound, LimitForecast>();
  // What grows taken together comes before each growth by itself.
  const whole = findings.filter(({ rule }) => rule === "limit-forecast");
  const parts = findings.filter(({ rule }) => rule !== "limit-forecast");
  for (const finding of [...whole, ...parts]) {
    const told = forecastOf(finding);
    if (!told) continue;
    const known = byBound.get(told.bound);
    byBound.set(told.bound, known ? completed(known, told) : told);
  }
  return [...byBound.values()].sort((a, b) => a.about - b.about);
}

function forecastOf({ evidence, changedAt }: Finding): LimitForecast | undefined {
  const figures = evidence.filter((each): each is FigureEvidence => each.kind === "figure");
  const series = evidence.find((each): each is SeriesEvidence => each.kind === "series");
  const reaches = figures.find(({ label }) => boundOf(label) !== undefined);
  if (!reaches) return undefined;
  const seconds = (label: string) =>
    figures.find((each) => each.label === label && each.unit === "s")?.value ?? reaches.value;
  const latest = seconds("At the latest");
  // A finding keeps its figures for a while: they count from the end of what they were read from.
  const from = series ? series.to - 1 : changedAt;
  const at = (value: number) => from + value * 1_000;
  return {
    bound: boundOf(reaches.label)!,
    about: at(reaches.value),
    earliest: at(seconds("At the earliest")),
    latest: latest >= FURTHEST_SECONDS ? Infinity : at(latest),
    maxBytes: figures.find(({ label, unit }) => label === "At most" && unit === "By")?.value,
    perSecond: figures.find(({ label, unit }) => label === "Growth" && unit === "By/s")?.value,
    colour: series ? colourOf(series) : "plot",
  };
}

function boundOf(label: string): Bound | undefined {
  const words = /^Reaches (.+) in$/.exec(label)?.[1];
  return words === undefined ? undefined : BOUNDS[words];
}

/** One forecast with what another of the same limit tells besides. */
function completed(known: LimitForecast, more: LimitForecast): LimitForecast {
  return {
    ...known,
    maxBytes: known.maxBytes ?? more.maxBytes,
    colour: known.colour === "plot" ? more.colour : known.colour,
  };
}
