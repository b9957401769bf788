import { ApiError, get, post, problem, remove } from "./client";
import { readToken } from "./token";
import type {
  HeapComparison,
  HeapDump,
  HeapLink,
  HeapObject,
  HeapPathNode,
  HeapPathStep,
  HeapTotals,
} from "./types";

const DUMPS = "/api/v1/heap-dumps";

export async function listHeapDumps(signal: AbortSignal): Promise<HeapDump[]> {
  return (await get<{ heapDumps: HeapDump[] }>(DUMPS, {}, signal)).heapDumps;
}

export function getHeapDump(id: string, signal: AbortSignal): Promise<HeapDump> {
  return get(dumpPath(id), {}, signal);
}

export function getHeapTotals(id: string, signal: AbortSignal): Promise<HeapTotals> {
  return get(`${dumpPath(id)}/summary`, {}, signal);
}

/** The lists that an analysis comes to. */
export type HeapList =
  | "suspects"
  | "dominators"
  | "histogram"
  | "statics"
  | "off-heap"
  | "duplicates"
  | "collections"
  | "threads"
  | "loaders"
  | "unreachable";

/** What an answer calls its rows, where that is not the list's own name. */
const ROWS: Partial<Record<HeapList | "class-tree", string>> = {
  "off-heap": "offHeapOwners",
  "class-tree": "classTree",
};

export interface HeapPage<T> {
  /** How many rows match. */
  total: number;
  rows: T[];
}

export async function getHeapPage<T>(
  id: string,
  list: HeapList | "class-tree",
  query: { filter?: string; limit: number },
  signal: AbortSignal,
): Promise<HeapPage<T>> {
  const answer = await get<{ total: number } & Record<string, unknown>>(
    `${dumpPath(id)}/${list}`,
    query,
    signal,
  );
  return { total: answer.total, rows: answer[ROWS[list] ?? list] as T[] };
}

export function compareHeapDumps(
  id: string,
  query: { with: string; filter?: string },
  signal: AbortSignal,
): Promise<HeapComparison> {
  return get(`${dumpPath(id)}/compare`, query, signal);
}

export function getHeapObject(
  id: string,
  object: number,
  limit: number,
  signal: AbortSignal,
): Promise<HeapObject> {
  return get(objectPath(id, object), { limit }, signal);
}

export async function getHeapReferrers(
  id: string,
  object: number,
  limit: number,
  signal: AbortSignal,
): Promise<HeapLink[]> {
  const path = `${objectPath(id, object)}/referrers`;
  return (await get<{ referrers: HeapLink[] }>(path, { limit }, signal)).referrers;
}

export async function getHeapDominated(
  id: string,
  object: number,
  limit: number,
  signal: AbortSignal,
): Promise<HeapLink[]> {
  const path = `${objectPath(id, object)}/dominated`;
  return (await get<{ dominated: HeapLink[] }>(path, { limit }, signal)).dominated;
}

export async function getHeapPath(
  id: string,
  object: number,
  signal: AbortSignal,
): Promise<HeapPathStep[]> {
  const path = `${dumpPath(id)}/paths/${object}`;
  return (await get<{ path: HeapPathStep[] }>(path, {}, signal)).path;
}

export function getHeapPaths(
  id: string,
  className: string,
  signal: AbortSignal,
): Promise<HeapPathNode> {
  return get(`${dumpPath(id)}/paths`, { class: className }, signal);
}

export function cancelHeapAnalysis(id: string): Promise<HeapDump> {
  return post(`${dumpPath(id)}/cancel`, {});
}

export function analyseHeapDumpAgain(id: string): Promise<HeapDump> {
  return post(`${dumpPath(id)}/analyse`, {});
}

export function deleteHeapDump(id: string): Promise<void> {
  return remove(dumpPath(id));
}

/** Sends a file. By the older interface of browsers, for only that tells how much has been sent. */
export function uploadHeapDump(
  file: File,
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<HeapDump> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${DUMPS}?name=${encodeURIComponent(file.name.slice(-200))}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    const token = readToken();
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body: unknown = request.response ?? {};
      if (request.status === 201) resolve(body as HeapDump);
      else reject(problem(request.status, body as object));
    };
    request.onerror = () =>
      reject(
        new ApiError(
          undefined,
          "The upload broke off",
          `The collector at ${location.host} did not take the whole file; nothing was kept. Try it again.`,
        ),
      );
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function objectPath(id: string, object: number): string {
  return `${dumpPath(id)}/objects/${object}`;
}

function dumpPath(id: string): string {
  return `${DUMPS}/${encodeURIComponent(id)}`;
}
