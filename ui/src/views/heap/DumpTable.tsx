import { bytes } from "../../amounts";
import type { HeapDump } from "../../api/types";
import { clockDay, fullTime } from "../../format";
import { go } from "../../state/place";
import { Link } from "../shell/Link";
import { isPending, stateText } from "./dumpState";
import { heapHref } from "./hrefs";

/** Heap dumps with how far their analyses are, the newest first. */
export function DumpTable({ dumps, now }: { dumps: readonly HeapDump[]; now: number }) {
  return (
    <div className="frame-table heap-table">
      <table aria-label="Heap dumps">
        <thead>
          <tr>
            <th scope="col">Dump</th>
            <th scope="col">Analysis</th>
            <th scope="col" className="num">
              Size
            </th>
            <th scope="col" className="num">
              Added
            </th>
          </tr>
        </thead>
        <tbody>
          {dumps.map((dump) => (
            <tr key={dump.id} onClick={() => go(heapHref(dump.id))}>
              <th scope="row">
                <Link href={heapHref(dump.id)}>{dump.name}</Link>
              </th>
              <td className={isPending(dump) ? "" : "soft"}>{stateText(dump)}</td>
              <td className="num">{bytes(dump.bytes)}</td>
              <td className="num">
                <time title={fullTime(dump.addedAt)}>{clockDay(dump.addedAt, now)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
