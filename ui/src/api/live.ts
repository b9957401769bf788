import { readToken } from "./token";

export type HintKind = "jvm" | "series" | "profile" | "findings" | "command";

/** That there is something new of this kind to ask for. */
export interface Hint {
  kind: HintKind;
  jvm: string;
}

// The collector sends a sign of life every 10 s.
const SILENCE_MILLIS = 25_000;

/**
 * Reads hints until the stream ends, breaks, is silent for too long or is aborted. Not with
 * EventSource, which cannot send the token. Never fails.
 */
export async function readLive(
  jvm: string | undefined,
  signal: AbortSignal,
  onOpen: () => void,
  onHint: (hint: Hint) => void,
): Promise<void> {
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  signal.addEventListener("abort", giveUp);
  let silence = setTimeout(giveUp, SILENCE_MILLIS);
  try {
    const token = readToken();
    const response = await fetch(
      "/api/v1/live" + (jvm === undefined ? "" : `?jvm=${encodeURIComponent(jvm)}`),
      {
        headers: {
          Accept: "text/event-stream",
          ...(token !== null && { Authorization: `Bearer ${token}` }),
        },
        signal: abort.signal,
      },
    );
    const type = response.headers.get("Content-Type");
    if (!response.ok || !response.body || !type?.startsWith("text/event-stream")) return;
    onOpen();
    const events = new EventReader(onHint);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(giveUp, SILENCE_MILLIS);
      events.push(decoder.decode(value, { stream: true }));
    }
  } catch {
    // Broken or given up: whoever listens asks from time to time, and this is tried again.
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", giveUp);
  }
}

/** Finds hints in the text of a stream, however it is cut into pieces. */
export class EventReader {
  private rest = "";

  constructor(private readonly onHint: (hint: Hint) => void) {}

  push(text: string): void {
    const events = (this.rest + text).split("\n\n");
    this.rest = events.pop()!;
    for (const event of events) this.read(event);
  }

  private read(event: string): void {
    const fields = new Map<string, string>();
    for (const line of event.split("\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    const kind = fields.get("event");
    if (kind === undefined) return;
    try {
      const { jvm } = JSON.parse(fields.get("data") ?? "") as { jvm: string };
      this.onHint({ kind: kind as HintKind, jvm });
    } catch {
      // A newer collector's event: the next poll brings what it meant.
    }
  }
}
