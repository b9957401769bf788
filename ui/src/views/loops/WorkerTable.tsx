import { useState } from "react";
import { count } from "../../format";
import { WarningIcon } from "../shell/icons";
import { frameworkName } from "./frameworkName";
import { wasFull, type WorkerRow } from "./workerRows";

// An application may have dozens of pools, of which few ever work.
const LISTED = 6;

/** Pools of worker threads: how many are busy and how much waits for them. */
export function WorkerTable({ rows }: { rows: readonly WorkerRow[] }) {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const seen = all ? rows : rows.slice(0, LISTED);
  return (
    <section className="worker-table" aria-label="Worker threads">
      <table aria-label="Worker threads">
        <thead>
          <tr>
            <th scope="col" className="loop-name">
              Worker threads
            </th>
            <th scope="col" className="num">
              Busy now
            </th>
            <th scope="col" className="num">
              Most busy
            </th>
            <th scope="col" className="num">
              At most
            </th>
            <th scope="col" className="num">
              Waiting now
            </th>
            <th scope="col" className="num">
              Most waiting
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="loop-name">
                <span className="mono">{row.name}</span>
                {row.framework && <span className="caption">{frameworkName(row.framework)}</span>}
              </th>
              <td className="num">{threads(row.busy)}</td>
              <td className="num">
                {wasFull(row) && <WarningIcon label="All were busy" />} {threads(row.mostBusy)}
              </td>
              <td className="num">{threads(row.max)}</td>
              <td className="num">{tasks(row.queued)}</td>
              <td className="num">{tasks(row.mostQueued)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {seen.length < rows.length && (
        <p className="waiting">
          <button type="button" className="button" onClick={() => setAll(true)}>
            Show all {count(rows.length)} pools
          </button>
        </p>
      )}
    </section>
  );
}

function threads(value: number | undefined) {
  return <Amount value={value} unit={value === 1 ? "thread" : "threads"} />;
}

function tasks(value: number | undefined) {
  return <Amount value={value} unit={value === 1 ? "task" : "tasks"} />;
}

/** Nothing where it is not known. */
function Amount({ value, unit }: { value: number | undefined; unit: string }) {
  if (value === undefined) return null;
  return (
    <>
      {count(value)} <span className="soft">{unit}</span>
    </>
  );
}
