import { useState } from "react";
import { bytes } from "../../amounts";
import {
  getHeapDominated,
  getHeapDump,
  getHeapObject,
  getHeapPath,
  getHeapReferrers,
} from "../../api/heap";
import type { HeapLink, HeapObject } from "../../api/types";
import { count } from "../../format";
import { useSlow } from "../../state/now";
import { go } from "../../state/place";
import { usePolled } from "../../state/polled";
import { Failure } from "../shell/Failure";
import { Link } from "../shell/Link";
import { Screen } from "../shell/Screen";
import { ClassName } from "./ClassName";
import { heapHref, objectHref } from "./hrefs";

const PAGE = 100;
const LINKS = 50;

/** One object of a dump: what it refers to, what refers to it, and what keeps it. */
export function HeapObjectView({ id, object }: { id: string; object: number }) {
  const [limit, setLimit] = useState(PAGE);
  const dump = usePolled(`heap dump ${id}`, (signal) => getHeapDump(id, signal), undefined).data;
  const view = usePolled(
    `heap object ${id} ${object} ${limit}`,
    (signal) => getHeapObject(id, object, limit, signal),
    undefined,
  );
  const slow = useSlow(view.data === undefined && view.error === undefined);
  const name = dump?.name ?? "Heap dump";
  const found = view.data;
  return (
    <Screen
      title={found?.label ?? `Object ${object}`}
      crumbs={[
        { label: "Fleet", href: "/" },
        { label: "Heap dumps", href: "/heap" },
        { label: name, href: heapHref(id) },
        { label: found?.label ?? `Object ${object}` },
      ]}
      keys={[{ keys: ["Escape"], label: "back to the dump", run: () => go(heapHref(id)) }]}
      source="weak and soft references do not count as holding"
    >
      <div className="heap-dump">
        {slow && <p className="waiting">Reading the object</p>}
        {view.error && <Failure error={view.error} onRetry={view.retry} />}
        {found && (
          <>
            <Facts id={id} object={found} />
            <div className="object-columns">
              <section>
                <h2>{found.class.endsWith("]") ? "Elements" : "Fields"}</h2>
                <Values id={id} object={found} />
                {found.values.length < found.total && limit < 1_000 && (
                  <p className="waiting">
                    <button
                      type="button"
                      className="button"
                      onClick={() => setLimit(Math.min(1_000, limit + 3 * PAGE))}
                    >
                      Show more of {count(found.total)}
                    </button>
                  </p>
                )}
              </section>
              <div>
                <Path id={id} object={object} />
                <Links
                  title="Referred to by"
                  none="Nothing refers to it strongly."
                  asking="Looking through all references"
                  cacheKey={`referrers ${id} ${object}`}
                  id={id}
                  load={(signal) => getHeapReferrers(id, object, LINKS, signal)}
                />
                <Links
                  title="Keeps alone"
                  none="Nothing would go with it."
                  asking="Looking through all objects"
                  cacheKey={`dominated ${id} ${object}`}
                  id={id}
                  load={(signal) => getHeapDominated(id, object, LINKS, signal)}
                />
              </div>
            </div>
          </>
        )}
      </div>
    </Screen>
  );
}

function Facts({ id, object }: { id: string; object: HeapObject }) {
  return (
    <dl className="object-facts">
      <dt>Class</dt>
      <dd className="mono">
        <ClassName name={object.class} />
      </dd>
      <dt>Address</dt>
      <dd className="mono">{object.address}</dd>
      <dt>Itself</dt>
      <dd>{bytes(object.shallowBytes)}</dd>
      <dt>Retained</dt>
      <dd>
        {object.retainedBytes === undefined
          ? "no strong reference leads to it"
          : bytes(object.retainedBytes)}
      </dd>
      {object.root && (
        <>
          <dt>Root</dt>
          <dd>{object.root}</dd>
        </>
      )}
      {object.dominator && (
        <>
          <dt>Kept by</dt>
          <dd className="mono">
            <Link href={objectHref(id, object.dominator.object)}>{object.dominator.label}</Link>
          </dd>
        </>
      )}
    </dl>
  );
}

function Values({ id, object }: { id: string; object: HeapObject }) {
  if (object.values.length === 0) return <p className="waiting">It has none.</p>;
  return (
    <div className="frame-table heap-table">
      <table aria-label="Values">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col" className="num">
              Retained
            </th>
          </tr>
        </thead>
        <tbody>
          {object.values.map((value, i) => (
            <tr key={i}>
              <th scope="row" className="mono" title={value.declaring}>
                {value.name}
              </th>
              <td className="mono">
                {value.object === undefined ? (
                  value.text
                ) : (
                  <Link href={objectHref(id, value.object)}>{value.text}</Link>
                )}
              </td>
              <td className="num">
                {value.retainedBytes === undefined ? "" : bytes(value.retainedBytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Path({ id, object }: { id: string; object: number }) {
  const path = usePolled(
    `path ${id} ${object}`,
    (signal) => getHeapPath(id, object, signal),
    undefined,
  );
  const slow = useSlow(path.data === undefined && path.error === undefined);
  return (
    <section aria-label="Path from the root">
      <h2>Path from the root</h2>
      {slow && <p className="waiting">Looking for the shortest path</p>}
      {path.error && <Failure error={path.error} onRetry={path.retry} />}
      {path.data?.length === 0 && <p className="waiting">No strong reference leads to it.</p>}
      {path.data && path.data.length > 0 && (
        <ol className="root-path mono">
          {path.data.map((step, depth) => (
            <li key={depth} style={{ paddingLeft: Math.min(depth, 20) * 12 }}>
              {step.how && <span className="soft">{step.how}: </span>}
              {step.object === undefined ? (
                step.label
              ) : (
                <Link href={objectHref(id, step.object)}>{step.label}</Link>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

interface LinksProps {
  title: string;
  none: string;
  asking: string;
  cacheKey: string;
  id: string;
  load: (signal: AbortSignal) => Promise<HeapLink[]>;
}

function Links({ title, none, asking, cacheKey, id, load }: LinksProps) {
  const links = usePolled(cacheKey, load, undefined);
  const slow = useSlow(links.data === undefined && links.error === undefined);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {slow && <p className="waiting">{asking}</p>}
      {links.error && <Failure error={links.error} onRetry={links.retry} />}
      {links.data?.length === 0 && <p className="waiting">{none}</p>}
      {links.data && links.data.length > 0 && (
        <ul className="root-path mono">
          {links.data.map((link) => (
            <li key={link.object}>
              <Link href={objectHref(id, link.object)}>{link.label}</Link>
              {link.how && <span className="soft"> by {link.how}</span>}{" "}
              <span className="soft">{bytes(link.retainedBytes)}</span>
            </li>
          ))}
          {links.data.length === LINKS && <li className="secondary">the first {LINKS}</li>}
        </ul>
      )}
    </section>
  );
}
