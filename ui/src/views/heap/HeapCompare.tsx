import { bytes, signed } from "../../amounts";
import { compareHeapDumps, listHeapDumps } from "../../api/heap";
import type { HeapChange, HeapDump } from "../../api/types";
import { clockDay, count } from "../../format";
import { useNow, useSlow } from "../../state/now";
import { setQuery } from "../../state/place";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { ClassName } from "./ClassName";

interface HeapCompareProps {
  id: string;
  /** The id of the earlier dump, if one was chosen. */
  base: string | undefined;
  filter: string;
}

/** What changed since an earlier dump. */
export function HeapCompare({ id, base, filter }: HeapCompareProps) {
  const now = useNow();
  const dumps = usePolled("heap dumps", listHeapDumps, undefined);
  const others = (dumps.data ?? []).filter((dump) => dump.id !== id && dump.state === "done");
  const chosen =
    base ??
    usual(
      others,
      dumps.data?.find((dump) => dump.id === id),
    );
  if (dumps.error) return <Failure error={dumps.error} onRetry={dumps.retry} />;
  if (!dumps.data) return null;
  if (others.length === 0) {
    return (
      <p className="waiting">
        There is no other dump to compare with; take one earlier or later, and upload it.
      </p>
    );
  }
  return (
    <>
      <div className="tools">
        <label>
          Since{" "}
          <select
            value={chosen}
            onChange={(event) => setQuery({ base: event.target.value }, { replace: true })}
          >
            {others.map((dump) => (
              <option key={dump.id} value={dump.id}>
                {dump.name}, {clockDay(dump.addedAt, now)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {chosen && <Changes id={id} base={chosen} filter={filter} />}
    </>
  );
}

/** The last one before, or else the newest. */
function usual(others: readonly HeapDump[], self: HeapDump | undefined): string | undefined {
  const before = others.filter((dump) => self === undefined || dump.addedAt <= self.addedAt);
  return (before[0] ?? others[0])?.id;
}

function Changes({ id, base, filter }: { id: string; base: string; filter: string }) {
  const compared = usePolled(
    `heap compare ${id} ${base} ${filter}`,
    (signal) => compareHeapDumps(id, { with: base, filter: filter || undefined }, signal),
    undefined,
  );
  const slow = useSlow(compared.data === undefined && compared.error === undefined);
  if (compared.error) return <Failure error={compared.error} onRetry={compared.retry} />;
  if (!compared.data) return slow ? <p className="waiting">Comparing</p> : null;
  const { suspects, paths, classes } = compared.data;
  return (
    <div className="frame-table heap-table">
      {suspects.length > 0 && <Rows label="Suspects" head="Suspect" rows={suspects} />}
      <Rows label="Paths" head="What alone keeps the memory" rows={paths.slice(0, 20)} />
      <Rows label="Changes by class" head="Class" rows={classes} counted />
    </div>
  );
}

interface RowsProps {
  label: string;
  head: string;
  rows: readonly HeapChange[];
  counted?: boolean;
}

function Rows({ label, head, rows, counted }: RowsProps) {
  return (
    <table aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {counted && (
            <th scope="col" className="num">
              Objects
            </th>
          )}
          <th scope="col" className="num">
            Before
          </th>
          <th scope="col" className="num">
            Now
          </th>
          <th scope="col" className="num">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            <th scope="row" className="mono" title={row.path?.join(" \u203a ")}>
              <ClassName name={row.class} />
              {row.path && row.path.length > 0 && (
                <span className="soft"> {holders(row.path, row.class)}</span>
              )}
            </th>
            {counted && (
              <td className="num">{signed((row.count ?? 0) - (row.countBefore ?? 0), count)}</td>
            )}
            <td className="num">{all(row.retainedBytesBefore, row.offHeapBytesBefore)}</td>
            <td className="num">{all(row.retainedBytes, row.offHeapBytes)}</td>
            <td className="num">{changeText(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was too small to be listed is not known, so neither is the change. */
function changeText(row: HeapChange): string {
  if (row.retainedBytesBefore === undefined) return "new here";
  if (row.retainedBytes === undefined) return "no longer";
  return signed(row.change, bytes);
}

function holders(path: readonly string[], className: string): string {
  const above = path.filter((step) => step !== className);
  return above.length === 0 ? "" : `in ${above.at(0)}`;
}

function all(heap: number | undefined, offHeap: number | undefined): string {
  return heap === undefined && offHeap === undefined ? "" : bytes((heap ?? 0) + (offHeap ?? 0));
}
