import { getLoopEpisodes, listLoops, type ApiError } from "../../api/client";
import type { JvmDetail, Loop, LoopEpisodeList } from "../../api/types";
import { usePolled, type Polled } from "../../state/polled";
import type { TimeRange } from "../../state/range";
import { shownInterval } from "../jvm/JvmView";
import { rangeKey, useShownSeries, whole } from "../jvm/useShownSeries";
import { LOOP_SERIES } from "./loopRows";

const POLL_MILLIS = 5_000;
// Over a day, figures hardly change from one reading to the next.
const DAY_POLL_MILLIS = 15_000;

interface ShownLoops extends ReturnType<typeof useShownSeries> {
  loops: Polled<Loop[]>;
  episodes: Polled<LoopEpisodeList>;
  /** What failed, of the three questions. */
  error: ApiError | undefined;
  /** Since when what is shown is old, if anything failed. */
  loadedAt: number | undefined;
  retry: () => void;
}

/** The loops over the range, their episodes and their series, asked for again while it moves. */
export function useLoops(jvm: JvmDetail, range: TimeRange): ShownLoops {
  const shown = useShownSeries(jvm, range, LOOP_SERIES);
  const { series, moving } = shown;
  const pace = range.span.word === "24h" ? DAY_POLL_MILLIS : POLL_MILLIS;
  const every = moving ? pace : undefined;
  const now = () => whole(shownInterval(jvm, range));
  const loopsKey = `loops ${jvm.id} ${rangeKey(range)}`;
  const loops = usePolled(loopsKey, (signal) => listLoops(jvm.id, now(), signal), every, {
    kinds: ["series"],
    jvm: jvm.id,
  });
  const episodes = usePolled(
    `loop episodes ${jvm.id} ${rangeKey(range)}`,
    (signal) => getLoopEpisodes(jvm.id, now(), signal),
    every,
    // An event of a JVM, as an episode is, is hinted at as news of the JVM itself.
    { kinds: ["jvm", "series"], jvm: jvm.id },
  );
  const failed = [loops, episodes, series].find((each) => each.error !== undefined);
  return {
    ...shown,
    answered: shown.answered && loops.dataKey === loopsKey,
    loops,
    episodes,
    error: failed?.error,
    loadedAt: failed?.loadedAt,
    retry() {
      for (const each of [loops, episodes, series]) if (each.error) each.retry();
    },
  };
}
