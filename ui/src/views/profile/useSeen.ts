import { useRef } from "react";
import type { Profile, ProfileDifference, ProfileSpan, ProfileThread } from "../../api/types";
import { mergedSpans } from "./spans";

interface Seen {
  event: string;
  coverage: readonly ProfileSpan[];
  threads: readonly ProfileThread[];
  threadCount: number;
}

/** When was sampled and which threads there are: kept while a window or a difference is shown. */
export function useSeen(event: string, answer: Profile | ProfileDifference | undefined): Seen {
  const seen = useRef<Seen>({ event, coverage: [], threads: [], threadCount: 0 });
  const last = useRef<typeof answer>(undefined);
  if (seen.current.event !== event) {
    seen.current = { event, coverage: [], threads: [], threadCount: 0 };
  }
  if (answer !== last.current && answer && "coverage" in answer) {
    seen.current = {
      event,
      coverage: mergedSpans(seen.current.coverage, answer.coverage),
      threads: answer.threads,
      threadCount: answer.threadCount,
    };
  }
  last.current = answer;
  return seen.current;
}
