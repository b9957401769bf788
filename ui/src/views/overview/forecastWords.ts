import { clock, mib } from "../../format";
import type { Bound } from "../findings/limitForecasts";
import type { MemoryForecast } from "./memoryForecast";

const LIMITS: Record<Bound, string> = {
  container: "limit",
  machine: "end of the machine\u2019s memory",
  heap: "limit of the heap",
  direct: "limit of direct buffers",
  metaspace: "limit of metaspace",
  code: "limit of the code cache",
};

type Times = Pick<MemoryForecast, "earliest" | "about" | "latest">;

/** As in "limit in about 43 min (36 to 52)". */
export function forecastWords(forecast: MemoryForecast, now: number): string {
  return `${LIMITS[forecast.bound]} ${whenWords(forecast, now)}`;
}

/** The same as a sentence, with the limit. */
export function forecastSpoken(forecast: MemoryForecast, now: number): string {
  const which = forecast.bound === "container" ? "container limit" : LIMITS[forecast.bound];
  const when = whenWords(forecast, now);
  return `Forecast, if growth goes on: ${which}, ${mib(forecast.maxBytes)}, ${when}`;
}

export function aboutClock({ about }: Times): string {
  return `about ${clock(about)}`;
}

export function whenWords({ earliest, about, latest }: Times, now: number): string {
  if (about <= now) return "about now";
  const low = roughly(earliest - now);
  const middle = roughly(about - now);
  const text = `in about ${middle.join(" ")}`;
  if (latest === Infinity) return `${text} (${low.join(" ")} at the earliest)`;
  const high = roughly(latest - now);
  if (low.join() === high.join()) return text;
  const one = low[1] === middle[1] && high[1] === middle[1];
  return `${text} (${one ? low[0] : low.join(" ")} to ${one ? high[0] : high.join(" ")})`;
}

/** A time that is only roughly known, rounded as the sentences of findings round it. */
function roughly(millis: number): [amount: number, unit: string] {
  const seconds = Math.max(0, millis / 1e3);
  if (seconds < 90) return [Math.max(1, Math.round(seconds / 10)) * 10, "s"];
  if (seconds < 100 * 60) return [Math.round(seconds / 60), "min"];
  return [Math.round(seconds / 1_800) / 2, "h"];
}
