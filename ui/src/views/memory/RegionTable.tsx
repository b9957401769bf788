import type { Finding } from "../../api/types";
import { clock, mib, mibNumber } from "../../format";
import type { MemoryStack, RegionId } from "../overview/memoryStack";
import { findingOf } from "./memoryRules";
import type { Beside, Limit } from "./limits";
import { Bar, Figures } from "./RegionCells";
import { growth, type RegionRow } from "./regionRows";
import type { SwappedOut } from "./swappedOut";
import { WholeRows } from "./WholeRows";

// Farther above what is used, the limit would press the bars flat.
const LIMIT_IN_SIGHT = 2.5;
const HEADROOM = 1.02;

interface RegionTableProps {
  stack: MemoryStack;
  rows: readonly RegionRow[];
  since: number;
  limit: Limit | undefined;
  swap: SwappedOut | undefined;
  /** What the container holds beside the resident set. */
  beside: Beside | undefined;
  findings: readonly Finding[];
  chosen: RegionId | undefined;
  onChoose: (id: RegionId) => void;
}

/** The regions as a waterfall up to RSS, each with its growth and where the figure is from. */
export function RegionTable(props: RegionTableProps) {
  const { stack, rows, since, limit, swap, beside, findings, chosen, onChoose } = props;
  const end = stack.times.length - 1;
  const rss = stack.rssAt[end];
  const sum = rows.reduce((all, row) => all + row.now, 0);
  const used = Math.max(rss ?? 0, sum);
  const inSight = limit !== undefined && limit.bytes < used * LIMIT_IN_SIGHT;
  const max = Math.max(used, inSight ? limit.bytes : 0) * HEADROOM;
  const share = (bytes: number) => `${(100 * bytes) / max}%`;
  const line = inSight ? share(limit.bytes) : undefined;
  return (
    <div className="region-table">
      <table aria-label="Memory by region">
        <thead>
          <tr>
            <th scope="col" className="region-name">
              Region
            </th>
            <th scope="col" className="region-bar">
              <span className="spoken">From 0 to {mib(max)}</span>
              <span aria-hidden className="region-scale">
                <span>0</span>
                {line !== undefined && (
                  <span className="limit" style={{ left: line }}>
                    limit {mibNumber(limit!.bytes)}
                  </span>
                )}
              </span>
            </th>
            <th scope="col" className="num">
              Now, MiB
            </th>
            <th scope="col" className="num">
              Since {clock(stack.times[since]!)}
            </th>
            <th scope="col" className="num">
              MiB/min
            </th>
            <th scope="col" className="region-source">
              Read from
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={row.id === chosen ? "selected" : undefined}
              aria-current={row.id === chosen ? "true" : undefined}
              onClick={() => onChoose(row.id)}
            >
              <th scope="row" className="region-name" title={row.about}>
                <button
                  type="button"
                  className="plain"
                  id={regionRowId(row.id)}
                  aria-pressed={row.id === chosen}
                  // The row listens as well.
                  onClick={(event) => {
                    event.stopPropagation();
                    onChoose(row.id);
                  }}
                >
                  <span className={`swatch region-${row.id}`} />
                  {row.name}
                </button>
              </th>
              <td className="region-bar">
                <Bar
                  colour={`region-${row.id}`}
                  left={share(row.before)}
                  width={share(row.now)}
                  line={line}
                />
              </td>
              <Figures
                now={row.now}
                change={row.change}
                perMinute={row.perMinute}
                strong={findingOf(findings, row.id) !== undefined}
              />
              <td className="region-source">{row.source}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <WholeRows
            rss={rss}
            growth={growth(stack.times, stack.rssAt, since)}
            swap={swap}
            beside={beside}
            limit={limit}
            line={line}
            share={share}
          />
        </tfoot>
      </table>
    </div>
  );
}

export function regionRowId(id: RegionId): string {
  return `region-${id}`;
}
