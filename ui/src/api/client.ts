import { learnClock } from "./clock";
import { readToken } from "./token";
import type {
  Command,
  Finding,
  FleetTrends,
  FrameDetail,
  HistogramSeries,
  Jvm,
  JvmDetail,
  Loop,
  LoopEpisodeList,
  ProblemBody,
  Profile,
  ProfileDifference,
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

/** What went wrong with a request, whatever was thrown. */
export function asApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  return new ApiError(undefined, "This page made a mistake", String(cause));
}

// A profile of a day takes seconds; nothing a page asks for takes this long.
const PATIENCE_MILLIS = 60_000;

type Query = Record<string, string | number | undefined>;

export async function listJvms(signal: AbortSignal): Promise<Jvm[]> {
  return (await get<{ jvms: Jvm[] }>("/api/v1/jvms", {}, signal)).jvms;
}

export function getJvm(id: string, signal: AbortSignal): Promise<JvmDetail> {
  return get(jvmPath(id), {}, signal);
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
  const path = `${jvmPath(id)}/series`;
  const { from, to, series } = await get<SeriesList>(path, query, signal);
  return {
    from,
    to,
    series: series.filter((each): each is Series => !("histogram" in each)),
    histograms: series.filter((each): each is HistogramSeries => "histogram" in each),
  };
}

/** The event loops of a JVM over a range of time. */
export async function listLoops(
  id: string,
  query: { from: number; to: number },
  signal: AbortSignal,
): Promise<Loop[]> {
  return (await get<{ loops: Loop[] }>(`${jvmPath(id)}/loops`, query, signal)).loops;
}

/** What blocked them. */
export function getLoopEpisodes(
  id: string,
  query: { from: number; to: number },
  signal: AbortSignal,
): Promise<LoopEpisodeList> {
  return get(`${jvmPath(id)}/loop-episodes`, query, signal);
}

/** Open findings of every JVM, or of one; of one also those that are closed. */
export async function listFindings(
  query: { jvm?: string; state?: "open" | "all" },
  signal: AbortSignal,
): Promise<Finding[]> {
  return (await get<{ findings: Finding[] }>("/api/v1/findings", query, signal)).findings;
}

/** What every JVM did over a range of the last day. */
export function getFleetTrends(
  query: { from: number; to: number; points: number },
  signal: AbortSignal,
): Promise<FleetTrends> {
  return get("/api/v1/fleet/trends", query, signal);
}

export interface ProfileParameters {
  event: string;
  from: number;
  to: number;
  thread?: string;
  by?: "stack" | "thread";
}

export interface DiffParameters extends ProfileParameters {
  baseFrom: number;
  baseTo: number;
  baseJvm?: string;
}

export function getProfile(
  id: string,
  query: ProfileParameters,
  signal: AbortSignal,
): Promise<Profile> {
  return get(`${jvmPath(id)}/profile`, { ...query }, signal);
}

export function getProfileDiff(
  id: string,
  query: DiffParameters,
  signal: AbortSignal,
): Promise<ProfileDifference> {
  return get(`${jvmPath(id)}/profile/diff`, { ...query }, signal);
}

/** At which of its lines one frame took what it took, and in which threads. */
export function getFrameDetail(
  id: string,
  query: ProfileParameters & { frame: string },
  signal: AbortSignal,
): Promise<FrameDetail> {
  return get(`${jvmPath(id)}/profile/frame`, { ...query }, signal);
}

/** The profile or difference as a file, in one of the formats that other tools read. */
export async function downloadProfile(
  id: string,
  query: ProfileParameters | DiffParameters,
  format: string,
): Promise<Blob> {
  const path = `${jvmPath(id)}/profile${"baseFrom" in query ? "/diff" : ""}`;
  const url = path + queryString({ ...query, format });
  const response = await request(url, new AbortController().signal);
  if (!response.ok) throw await failure(response);
  return response.blob();
}

export async function listCommands(id: string, signal: AbortSignal): Promise<Command[]> {
  return (await get<{ commands: Command[] }>(`${jvmPath(id)}/commands`, {}, signal)).commands;
}

/** One command with its result, which lists leave out. */
export function getCommand(id: string, signal: AbortSignal): Promise<Command> {
  return get(`/api/v1/commands/${encodeURIComponent(id)}`, {}, signal);
}

/** Has the JVM's agent do something; it is on its way when this returns. */
export function sendCommand(
  id: string,
  command: { kind: string; arguments: Record<string, unknown>; deadlineSeconds: number },
): Promise<Command> {
  return post(`${jvmPath(id)}/commands`, command);
}

export function cancelCommand(id: string): Promise<Command> {
  return post(`/api/v1/commands/${encodeURIComponent(id)}/cancel`, {});
}

function jvmPath(id: string): string {
  return `/api/v1/jvms/${encodeURIComponent(id)}`;
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await request(path, new AbortController().signal, JSON.stringify(body));
  if (!response.ok) throw await failure(response);
  return (await response.json()) as T;
}

export async function get<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
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

/** Takes a JVM that is gone from the fleet. */
export function forgetJvm(id: string): Promise<void> {
  return remove(`/api/v1/jvms/${encodeURIComponent(id)}`);
}

/** Removes what is at a path. */
export async function remove(path: string): Promise<void> {
  const response = await request(path, new AbortController().signal, "{}", "DELETE");
  if (!response.ok) throw await failure(response);
}

async function request(
  url: string,
  signal: AbortSignal,
  body?: string,
  method = body === undefined ? "GET" : "POST",
): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json, text/plain, application/problem+json",
  };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const token = readToken();
  if (token !== null) headers.Authorization = `Bearer ${token}`;
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  signal.addEventListener("abort", giveUp);
  const timer = setTimeout(giveUp, PATIENCE_MILLIS);
  try {
    return await fetch(url, {
      method,
      headers,
      body,
      signal: abort.signal,
    });
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
  return problem(response.status, await response.json().catch(() => ({})));
}

/** What a refusal says. */
export function problem(status: number, body: Partial<ProblemBody>): ApiError {
  return new ApiError(
    status,
    body.title ?? `The collector answered with status ${status}`,
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
