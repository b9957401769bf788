import { useMemo, useState } from "react";
import type { LoopEpisode } from "../../api/types";
import { useSize } from "../../charts/canvas";
import { usualStep } from "../../charts/samples";
import { TimeAxis } from "../../charts/TimeAxis";
import { timeTicks } from "../../charts/timeScale";
import { clock, clockSeconds, count } from "../../format";
import type { Interval } from "../../state/range";
import { laneMarks } from "./laneMarks";
import { LoopRowCells } from "./LoopRowCells";
import type { LoopRow } from "./loopRows";

// Each row draws its lane; more than these are seldom looked at, as they come last.
const LISTED = 40;
const TICK_PX = 110;

interface LoopTableProps {
  rows: readonly LoopRow[];
  episodes: readonly LoopEpisode[];
  shown: Interval;
  /** Whether the right end is the present. */
  moving: boolean;
  intervalMillis: number;
  /** The id of the chosen loop. */
  chosen: string | undefined;
  episode: LoopEpisode | undefined;
  onChoose: (id: string) => void;
}

/** A line a loop: how busy it was over time, how long its ticks took, how often it was blocked. */
export function LoopTable(props: LoopTableProps) {
  const { rows, episodes, shown, intervalMillis, chosen, episode } = props;
  const [lane, { width }] = useSize<HTMLDivElement>();
  const [all, setAll] = useState(false);
  const marks = useMemo(
    () =>
      new Map(
        rows.map((row) => [
          row.id,
          laneMarks(
            episodes.filter((each) => each.loop === row.id),
            row.blockedAt,
            Math.max(intervalMillis, usualStep(row.samples?.times ?? NOTHING) ?? 0),
          ),
        ]),
      ),
    [rows, episodes, intervalMillis],
  );
  const time = { ...shown, width };
  const ticks = timeTicks(shown.from, shown.to, Math.max(2, width / TICK_PX));
  const cut = !all && rows.length > LISTED && !rows.slice(LISTED).some(({ id }) => id === chosen);
  const seen = cut ? rows.slice(0, LISTED) : rows;
  return (
    <div className="loop-table">
      <table aria-label="Event loops">
        <thead>
          <tr>
            <th scope="col" className="loop-name">
              Loop
            </th>
            <th scope="col" className="loop-lane">
              <span className="spoken">Over time</span>
              <div ref={lane}>
                <TimeAxis
                  time={time}
                  ticks={ticks}
                  tickText={(at, step) => (step < 60_000 ? clockSeconds(at) : clock(at))}
                />
              </div>
            </th>
            <th scope="col" className="loop-busy">
              Utilization
            </th>
            <th scope="col" className="num loop-ticks">
              Ticks/s
            </th>
            <th scope="col" className="num loop-p50">
              Tick p50
            </th>
            <th scope="col" className="num loop-p99">
              p99
            </th>
            <th scope="col" className="num loop-max">
              Max
            </th>
            <th
              scope="col"
              className="num loop-delay"
              title="How long 99 of 100 events wait at most before the loop takes them up, if they become ready at any moment"
            >
              Delay p99
            </th>
            <th scope="col" className="num loop-blocked">
              Blocked
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.map((row) => (
            <tr
              key={row.id}
              className={row.id === chosen ? "selected" : undefined}
              aria-current={row.id === chosen ? "true" : undefined}
              onClick={() => props.onChoose(row.id)}
            >
              <LoopRowCells
                row={row}
                id={loopRowId(row.id)}
                chosen={row.id === chosen}
                time={time}
                marks={marks.get(row.id) ?? NOTHING}
                framed={episode?.loop === row.id ? episode.startedAt : undefined}
                intervalMillis={intervalMillis}
              />
            </tr>
          ))}
        </tbody>
      </table>
      {cut && (
        <p className="waiting">
          <button type="button" className="button" onClick={() => setAll(true)}>
            Show all {count(rows.length)} loops
          </button>
        </p>
      )}
    </div>
  );
}

const NOTHING: never[] = [];

export function loopRowId(id: string): string {
  return `loop-${id}`;
}
