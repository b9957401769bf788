import {
  startTransition,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { asApiError, type ApiError } from "../api/client";
import { readLive, type HintKind } from "../api/live";
import { onTokenChange, tokenVersion } from "../api/token";
import { LiveNews, type Concern } from "./live";
import { Polling } from "./polling";
import { tabChannel } from "./tabs";

export interface Polled<T> {
  /** The last answer, kept while a newer one is on its way or cannot be had. */
  data: T | undefined;
  /** The question that data answers; differs from the asked one while that loads. */
  dataKey: string | undefined;
  /** When data came, by the viewer's clock. */
  loadedAt: number | undefined;
  error: ApiError | undefined;
  retry: () => void;
}

interface Answer<T> {
  data?: T;
  dataKey?: string;
  loadedAt?: number;
  error?: ApiError;
}

const isVisible = () => !document.hidden;
const live = new LiveNews(readLive, isVisible, tabChannel());
document.addEventListener("visibilitychange", () => live.changed());
onTokenChange(() => live.changed());

/**
 * Asks again whenever the key changes and, with an interval, on and on while the page is visible:
 * when the live stream hints at something new of what it concerns, else at the interval. The key
 * names the question; load may use what changes without making it another question, such as the
 * present time.
 */
export function usePolled<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
  everyMillis: number | undefined,
  concern?: Concern,
): Polled<T> {
  const [answer, setAnswer] = useState<Answer<T>>({});
  const [attempt, setAttempt] = useState(0);
  const token = useSyncExternalStore(onTokenChange, tokenVersion);
  const latestLoad = useRef(load);
  const pace = useRef(everyMillis);
  const running = useRef<Polling>(undefined);
  const polls = everyMillis !== undefined;
  useEffect(() => {
    latestLoad.current = load;
  });
  const kinds = concern?.kinds.join();
  const jvm = concern?.jvm;

  useEffect(() => {
    if (key === undefined) return;
    let refused = false;

    async function ask(signal: AbortSignal) {
      try {
        const data = await latestLoad.current(signal);
        if (signal.aborted) return;
        const loadedAt = Date.now();
        // The page goes on scrolling and typing while it takes up what is new.
        startTransition(() => setAnswer({ data, dataKey: key!, loadedAt }));
      } catch (cause) {
        if (signal.aborted) return;
        const error = asApiError(cause);
        setAnswer((before) => ({ ...before, error }));
        // Asking again with the same token only fills the collector's log.
        refused = error.status === 401;
      }
    }

    const hears = kinds !== undefined && polls;
    const question = {
      load: ask,
      get everyMillis() {
        return polls ? pace.current : undefined;
      },
      goesOn: () => !refused,
    };
    const polling = new Polling(question, hears ? live : undefined, isVisible);
    running.current = polling;
    const onVisible = () => polling.visibilityChanged();
    const deafen = hears
      ? live.listen({
          concern: { kinds: kinds.split(",") as HintKind[], jvm },
          onHint: () => polling.hint(),
          onEnd: () => polling.hintsEnded(),
        })
      : () => {};
    void polling.ask();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      polling.stop();
      running.current = undefined;
      deafen();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [key, polls, kinds, jvm, attempt, token]);

  // Another interval is no other question: it must not be asked at once for that.
  useEffect(() => {
    if (pace.current === everyMillis) return;
    pace.current = everyMillis;
    running.current?.paceChanged();
  }, [everyMillis]);

  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  return {
    data: answer.data,
    dataKey: answer.dataKey,
    loadedAt: answer.loadedAt,
    error: answer.error,
    retry,
  };
}
