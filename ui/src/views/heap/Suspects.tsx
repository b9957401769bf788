import { useState } from "react";
import { bytes } from "../../amounts";
import { getHeapPage } from "../../api/heap";
import type { HeapSuspect } from "../../api/types";
import { usePolled } from "../../state/polled";
import { SeverityIcon } from "../findings/severity";
import { Link } from "../shell/Link";
import { objectHref } from "./hrefs";

const SHOWN = 5;

/** What may leak, the largest first: a sentence each, and the path that holds it. */
export function Suspects({ id }: { id: string }) {
  const [open, setOpen] = useState<number>();
  const page = usePolled(
    `heap suspects ${id}`,
    (signal) => getHeapPage<HeapSuspect>(id, "suspects", { limit: SHOWN }, signal),
    undefined,
  ).data;
  if (!page) return null;
  if (page.rows.length === 0) {
    return (
      <p className="waiting">Nothing stands out: no object and no class holds a large part.</p>
    );
  }
  return (
    <ul className="suspects" aria-label="Suspects">
      {page.rows.map((suspect, i) => (
        <li key={i} className={`finding ${open === i ? "open" : ""}`}>
          <div className="suspect-row">
            <SeverityIcon severity={i === 0 ? "warning" : "notice"} />
            <p className="suspect-sentence">{suspect.sentence}</p>
            <span className="num">
              {bytes(suspect.retainedBytes + (suspect.offHeapBytes ?? 0))}
            </span>
            <span className="suspect-actions">
              {suspect.object !== undefined && (
                <Link className="button" href={objectHref(id, suspect.object)}>
                  Inspect
                </Link>
              )}
              <button
                type="button"
                className="button"
                aria-expanded={open === i}
                onClick={() => setOpen(open === i ? undefined : i)}
              >
                Path to root
              </button>
            </span>
          </div>
          {open === i && (
            <ol className="root-path mono" aria-label="Path from the root">
              {suspect.path.map((line, depth) => (
                <li key={depth} style={{ paddingLeft: Math.min(depth, 20) * 12 }}>
                  {line}
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ul>
  );
}
