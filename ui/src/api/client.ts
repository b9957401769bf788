import { learnClock } from "./clock";
import { readToken } from "./token";
import type {
  HistogramSeries,
  Jvm,
  JvmDetail,
  ProblemBody,
  Profile,
  Series,
  SeriesList,
} from "./types";

/** A request that failed, in words a viewer can act on. */
export class ApiError extends Error {
  constructor(
    readonly status: number | undefined,
    readonly title: string,
    readonly detail: string,
  ) {
    super(title);
  }
}

// A profile of a day takes seconds; nothing a page asks for takes this long.
const PATIENCE_MILLIS = 60_000;

type Query = Record<string, string | number | undefined>;

export async function listJvms(signal: AbortSignal): Promise<Jvm[]> {
  return (await get<{ jvms: Jvm[] }>("/api/v1/jvms", {}, signal)).jvms;
}

export function getJvm(id: string, signal: AbortSignal): Promise<JvmDetail> {
  return get(`/api/v1/jvms/${encodeURIComponent(id)}`, {}, signal);
}

/** Series with their points as numbers apart from those with histograms. */
export interface SeriesAnswer {
  from: number;
  to: number;
  series: Series[];
  histograms: HistogramSeries[];
}

export async function getSeries(
  id: string,
  query: { names?: string; from: number; to: number; points: number },
  signal: AbortSignal,
): Promise<SeriesAnswer> {
  const path = `/api/v1/jvms/${encodeURIComponent(id)}/series`;
  const { from, to, series } = await get<SeriesList>(path, query, signal);
  return {
    from,
    to,
    series: series.filter((each): each is Series => !("histogram" in each)),
    histograms: series.filter((each): each is HistogramSeries => "histogram" in each),
  };
}

export function getProfile(
  id: string,
  query: { event: string; from: number; to: number },
  signal: AbortSignal,
): Promise<Profile> {
  return get(`/api/v1/jvms/${encodeURIComponent(id)}/profile`, query, signal);
}

/** The samples as text: one line a stack, frames from the root joined by semicolons. */
export async function getCollapsed(
  id: string,
  query: { event: string; from: number; to: number },
): Promise<string> {
  const path = `/api/v1/jvms/${encodeURIComponent(id)}/profile`;
  const url = path + queryString({ ...query, format: "collapsed" });
  const response = await request(url, new AbortController().signal);
  if (!response.ok) throw await failure(response);
  return response.text();
}

async function get<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  const response = await request(path + queryString(query), signal);
  learnClock(response.headers.get("Date"), Date.now());
  if (!response.ok) throw await failure(response);
  try {
    return (await response.json()) as T;
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError(
      response.status,
      "The answer could not be read",
      `${path} did not answer with JSON. A proxy between this page and the collector may have replaced it.`,
    );
  }
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json, text/plain, application/problem+json",
  };
  const token = readToken();
  if (token !== null) headers.Authorization = `Bearer ${token}`;
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  signal.addEventListener("abort", giveUp);
  const timer = setTimeout(giveUp, PATIENCE_MILLIS);
  try {
    return await fetch(url, { headers, signal: abort.signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    if (abort.signal.aborted) {
      throw new ApiError(
        undefined,
        "The collector takes too long",
        `It did not answer within ${PATIENCE_MILLIS / 1_000} s. Choose a shorter time, or see whether its machine is overloaded.`,
      );
    }
    throw new ApiError(
      undefined,
      "The collector does not answer",
      `Nothing came back from ${location.host}. Check that the collector runs and that this machine reaches it.`,
    );
  } finally {
    clearTimeout(timer);
  }
}

async function failure(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  return new ApiError(
    response.status,
    body.title ?? `The collector answered with status ${response.status}`,
    body.detail ?? "Its log says more about this request.",
  );
}

function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
