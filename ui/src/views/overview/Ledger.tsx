import { clock, mib, mibChange, mibNumber } from "../../format";
import { beyondRss, changeUpTo, SWINGING, type MemoryStack } from "./memoryStack";

const NOTEWORTHY_BYTES = 1024 * 1024;

interface LedgerProps {
  stack: MemoryStack;
  index: number;
  /** "now", or the time the crosshair stands at. */
  when: string;
}

/** The regions in the order of the stack, with what each holds and how it changed. */
export function Ledger({ stack, index, when }: LedgerProps) {
  const rss = stack.rss?.last[index];
  const rssChange = stack.rss && changeUpTo(stack.rss.last, index);
  const beyond = beyondRss(stack, index);
  const rows = [...stack.regions].reverse().flatMap((region) => {
    const value = region.values[index];
    return value === undefined
      ? []
      : { ...region, value, change: changeUpTo(region.values, index) ?? 0 };
  });
  const most = Math.max(
    ...rows.filter((row) => !SWINGING.includes(row.id)).map((row) => row.change),
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
            <th scope="row">{rss === undefined ? "RSS is not known here" : "RSS"}</th>
            <td>{rss !== undefined && mibNumber(rss)}</td>
            <td>{rssChange !== undefined && mibChange(rssChange)}</td>
          </tr>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={row.change === most && most >= NOTEWORTHY_BYTES ? "grows" : undefined}
            >
              <th scope="row">
                <span className={`swatch region-${row.id}`} />
                {row.name}
              </th>
              <td>{mibNumber(row.value)}</td>
              <td>{mibChange(row.change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {beyond >= NOTEWORTHY_BYTES && (
        <p className="caption">{mib(beyond)} of these were never touched, so RSS lacks them.</p>
      )}
    </>
  );
}
