import { useState, type ReactNode } from "react";
import { bytes } from "../../amounts";
import { getHeapPage } from "../../api/heap";
import type { HeapRow } from "../../api/types";
import { count } from "../../format";
import { useSlow } from "../../state/now";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { Link } from "../shell/Link";
import { ClassName } from "./ClassName";
import { objectHref, pathsHref } from "./hrefs";
import { LIST_KINDS } from "./lists";

const PAGE = 100;
const MOST = 1_000;

interface HeapTableProps {
  id: string;
  list: keyof typeof LIST_KINDS;
  filter: string;
}

/** One list of an analysis, what matters most first. */
export function HeapTable({ id, list, filter }: HeapTableProps) {
  const [limit, setLimit] = useState(PAGE);
  const page = usePolled(
    `heap ${list} ${id} ${limit} ${filter}`,
    (signal) => getHeapPage<HeapRow>(id, list, { filter: filter || undefined, limit }, signal),
    undefined,
  );
  const slow = useSlow(page.data === undefined && page.error === undefined);
  const data = page.dataKey?.startsWith(`heap ${list} `) ? page.data : undefined;
  const { label, head, columns, none } = LIST_KINDS[list];
  if (page.error) return <Failure error={page.error} onRetry={page.retry} />;
  if (!data) return slow ? <p className="waiting">Reading the analysis</p> : null;
  return (
    <div className="frame-table heap-table">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map((column) => (
              <th key={column.label} scope="col" className="num">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, i) => (
            <RowAndMore key={i} id={id} list={list} row={row} width={columns.length + 1}>
              {columns.map((column) => (
                <td key={column.label} className="num">
                  {column.text(row)}
                </td>
              ))}
            </RowAndMore>
          ))}
        </tbody>
      </table>
      {data.total > data.rows.length && limit < MOST && (
        <p className="waiting">
          <button
            type="button"
            className="button"
            onClick={() => setLimit(Math.min(MOST, limit + 3 * PAGE))}
          >
            Show more of {count(data.total)}
          </button>
        </p>
      )}
      {data.total > data.rows.length && limit >= MOST && (
        <p className="waiting">
          The first {count(MOST)} of {count(data.total)}; the filter finds the rest.
        </p>
      )}
      {data.rows.length === 0 && (
        <p className="waiting">{filter === "" ? none : "No class matches the filter."}</p>
      )}
    </div>
  );
}

interface RowProps {
  id: string;
  list: keyof typeof LIST_KINDS;
  row: HeapRow;
  width: number;
  children: ReactNode;
}

/** A row; that of a thread opens to its stack. */
function RowAndMore({ id, list, row, width, children }: RowProps) {
  const [open, setOpen] = useState(false);
  const name = <RowName row={row} />;
  return (
    <>
      <tr>
        <th scope="row" className="mono">
          {row.frames ? (
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? "\u25be " : "\u25b8 "}
              {name}
            </button>
          ) : list === "histogram" ? (
            <Link href={pathsHref(id, row.class)} title="Paths from roots to its objects">
              {name}
            </Link>
          ) : row.object === undefined ? (
            name
          ) : (
            <Link href={objectHref(id, row.object)}>{name}</Link>
          )}
        </th>
        {children}
      </tr>
      {open && row.frames && (
        <tr className="stack-row">
          <td colSpan={width}>
            <Stack id={id} frames={row.frames} />
          </td>
        </tr>
      )}
    </>
  );
}

function RowName({ row }: { row: HeapRow }) {
  if (row.preview !== undefined) {
    return (
      <>
        {row.preview} <span className="soft">{row.class}</span>
      </>
    );
  }
  if (row.name !== undefined) {
    return (
      <>
        {row.name} <span className="soft">{row.class}</span>
      </>
    );
  }
  if (row.label !== undefined && (row.class === "" || row.label.startsWith("class "))) {
    return <>{row.label}</>;
  }
  return (
    <>
      <ClassName name={row.class} />
      {row.field !== undefined && row.field !== "" && <span className="soft">.{row.field}</span>}
      {row.label !== undefined && row.label !== row.class && (
        <span className="soft"> {row.label.replace(row.class, "").trim()}</span>
      )}
    </>
  );
}

function Stack({ id, frames }: { id: string; frames: NonNullable<HeapRow["frames"]> }) {
  if (frames.length === 0) return <p className="secondary">The dump has no stack of it.</p>;
  return (
    <ol className="heap-stack mono" aria-label="Stack">
      {frames.map(({ text, locals }, i) => (
        <li key={i}>
          {text}
          {locals.map((local) => (
            <div key={local.object} className="stack-local">
              <Link href={objectHref(id, local.object)}>{local.label}</Link>{" "}
              <span className="soft">{bytes(local.retainedBytes)}</span>
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
