import { clock, clockSeconds, mib, mibChange, mibNumber } from "../../format";
import { beyondRss, changeUpTo, splitSince, type MemoryStack, type RegionId } from "./memoryStack";

const NOTEWORTHY_BYTES = 1024 * 1024;

// These move with collections or against what else moves: their growth is not worth pointing at.
const UNSTEADY: readonly RegionId[] = ["heap", "heap-free", "rest"];

interface LedgerProps {
  stack: MemoryStack;
  index: number;
  /** "now", or the time the crosshair stands at. */
  when: string;
}

/** The regions in the order of the stack, with what each holds and how it changed. */
export function Ledger({ stack, index, when }: LedgerProps) {
  const rss = stack.rssAt[index];
  const rssChange = changeUpTo(stack.rssAt, index);
  const beyond = beyondRss(stack, index);
  const split = splitSince(stack, index);
  const rows = [...stack.regions].reverse().flatMap((region) => {
    const value = region.values[index];
    return value === undefined
      ? []
      : { ...region, value, change: changeUpTo(region.values, index) ?? 0 };
  });
  const most = Math.max(
    ...rows.filter((row) => !UNSTEADY.includes(row.id)).map((row) => row.change),
  );
  return (
    <>
      <table className="ledger" aria-label="Memory regions">
        <thead>
          <tr>
            <td>{when}</td>
            <td>MiB</td>
            <td>since {clock(stack.times[0]!)}</td>
          </tr>
        </thead>
        <tbody>
          <tr className="whole">
            <th scope="row">
              {rss === undefined ? `RSS is not known ${stack.rss ? "then" : "here"}` : "RSS"}
            </th>
            <td>{rss !== undefined && mibNumber(rss)}</td>
            <td>{rssChange !== undefined && mibChange(rssChange)}</td>
          </tr>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={row.change === most && most >= NOTEWORTHY_BYTES ? "grows" : undefined}
            >
              <th scope="row" title={row.about}>
                <span className={`swatch region-${row.id}`} />
                {row.name}
              </th>
              <td>{mibNumber(row.value)}</td>
              <td>{mibChange(row.change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {split !== undefined && (
        <p className="caption">
          Within this time all mappings were read at {clockSeconds(split)} for the first time: the
          changes of single regions begin there, and RSS moved before.
        </p>
      )}
      {rows.map(
        (row) =>
          row.about !== undefined && (
            <p key={row.id} className="caption">
              {row.name}: {row.about}.
            </p>
          ),
      )}
      {beyond >= NOTEWORTHY_BYTES && (
        <p className="caption">{mib(beyond)} of these were never touched, so RSS lacks them.</p>
      )}
    </>
  );
}
