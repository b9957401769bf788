import type { Finding } from "../../api/types";
import type { ForecastBand } from "../../charts/forecastBand";
import { gapMillis } from "../../charts/samples";
import type { Interval } from "../../state/range";
import { limitForecasts, type Bound, type LimitForecast } from "../findings/limitForecasts";
import type { MemoryStack, RegionId } from "./memoryStack";

/** The way of RSS or of a region to its limit, on the scale of the stack. */
export interface MemoryForecast extends ForecastBand {
  bound: Bound;
  /** Bytes there may be of what is bounded. Above other regions, that is not where its line is. */
  maxBytes: number;
  /** The design token of what grows. */
  colour: string;
}

/** What each limit of a region bounds, the first that is there; others bound the whole process. */
const REGIONS: Partial<Record<Bound, readonly RegionId[]>> = {
  heap: ["heap-live", "heap"],
  direct: ["direct"],
  metaspace: ["meta"],
  code: ["code"],
};

// Readings come late by less; the collector takes no older ones for the present either.
const PRESENT_MILLIS = 60_000;

/**
 * The limit that is reached first by what open findings tell. Undefined without such a finding,
 * where its time has passed, and where the shown time does not end with a reading of now.
 */
export function memoryForecast(
  findings: readonly Finding[],
  stack: MemoryStack | undefined,
  shown: Interval,
  moving: boolean,
  intervalMillis: number,
): MemoryForecast | undefined {
  const last = stack?.times.at(-1);
  if (!stack || last === undefined || !moving) return undefined;
  const reach = Math.max(PRESENT_MILLIS, gapMillis(stack.times, intervalMillis));
  if (shown.to - last > reach) return undefined;
  for (const told of limitForecasts(findings)) {
    const found = onStack(told, stack, last);
    if (found && found.latest > last && found.limit > found.value) return found;
  }
  return undefined;
}

function onStack(
  told: LimitForecast,
  stack: MemoryStack,
  from: number,
): MemoryForecast | undefined {
  const edges = edgesOf(told.bound, stack);
  if (!edges) return undefined;
  const { below, value } = edges;
  const { bound, earliest, about, latest, colour } = told;
  const maxBytes =
    told.maxBytes ??
    (bound === "container" ? stack.limit : undefined) ??
    reached(told, from, edges);
  if (maxBytes === undefined) return undefined;
  const limit = below + maxBytes;
  return { bound, from, value, limit, maxBytes, earliest, about, latest, colour };
}

/** From where to where what is bounded lies at the end of the stack. */
function edgesOf(bound: Bound, stack: MemoryStack): { below: number; value: number } | undefined {
  const end = stack.times.length - 1;
  const ids = REGIONS[bound];
  if (!ids) {
    const rss = stack.rssAt[end];
    return rss === undefined ? undefined : { below: 0, value: rss };
  }
  let below = 0;
  for (const { id, values } of stack.regions) {
    const size = values[end];
    if (size !== undefined && ids.includes(id)) return { below, value: below + size };
    below += size ?? 0;
  }
  return undefined;
}

/** How much there is at the time the limit is said to be reached: the limit, where none is told. */
function reached(
  { perSecond, about }: LimitForecast,
  from: number,
  { below, value }: { below: number; value: number },
): number | undefined {
  return perSecond === undefined ? undefined : value - below + (perSecond * (about - from)) / 1e3;
}
