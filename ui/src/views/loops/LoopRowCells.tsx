import type { TimeScale } from "../../charts/timeScale";
import { count, percent, plural, significant } from "../../format";
import { WarningIcon } from "../shell/icons";
import type { LaneMark } from "./laneMarks";
import { LoopLane } from "./LoopLane";
import { runsHandlers, type LoopRow } from "./loopRows";
import { frameworkName } from "./frameworkName";
import { Measured } from "./Measured";
import { millisText } from "./sentence";

interface LoopRowCellsProps {
  row: LoopRow;
  /** Of its button. */
  id: string;
  chosen: boolean;
  time: TimeScale;
  marks: readonly LaneMark[];
  /** When the chosen episode began, if it is of this loop. */
  framed: number | undefined;
  intervalMillis: number;
}

/** The cells of one loop; what is not known is left empty. */
export function LoopRowCells(props: LoopRowCellsProps) {
  const { row, marks } = props;
  const { utilization, ticksPerSecond, blocked } = row;
  const times = blocked && plural(blocked.count, "time");
  const hit = blocked !== undefined && blocked.count > 0;
  const label = [
    utilization === undefined ? "Utilization not known" : `Utilization ${percent(utilization)}`,
    ...(hit ? [`blocked ${times}`] : []),
  ].join(", ");
  return (
    <>
      <th scope="row" className="loop-name">
        {/* A click on it is one on the row. */}
        <button type="button" id={props.id} aria-pressed={props.chosen} title={row.name}>
          <span className="mono">{row.name}</span>
          <span className="caption">{kindOf(row)}</span>
        </button>
      </th>
      <td className="loop-lane">
        <LoopLane
          samples={row.samples}
          marks={marks}
          framed={props.framed}
          time={props.time}
          intervalMillis={props.intervalMillis}
          label={label}
        />
      </td>
      <td className="loop-busy">
        {utilization !== undefined && (
          <span className="busy">
            <span className="busy-track">
              <span style={{ width: `${utilization * 100}%` }} />
            </span>
            {percent(utilization)}
          </span>
        )}
      </td>
      <td className="num loop-ticks">
        {ticksPerSecond !== undefined &&
          (ticksPerSecond < 100 ? significant(ticksPerSecond) : count(ticksPerSecond))}
      </td>
      <td className="num loop-p50">
        <Measured millis={row.p50Millis} />
      </td>
      <td className="num loop-p99">
        <Measured millis={row.p99Millis} />
      </td>
      <td className={hit ? "num loop-max beyond" : "num loop-max"}>
        <Measured millis={row.maxMillis ?? (hit ? blocked.worstMillis : undefined)} />
      </td>
      <td className="num loop-delay">
        <Measured millis={runsHandlers(row) ? row.delayP99Millis : undefined} />
      </td>
      <td className="num loop-blocked">
        {hit ? (
          <>
            <WarningIcon /> {times}, {millisText(blocked.millis)}
          </>
        ) : (
          blocked && <span className="soft">none</span>
        )}
      </td>
    </>
  );
}

/** "Netty", "Tomcat, rotating poller". */
function kindOf({ framework, role }: LoopRow): string {
  return [framework && frameworkName(framework), role !== "loop" && role]
    .filter(Boolean)
    .join(", ");
}
