import { useMemo } from "react";
import { cores, count, percentFine } from "../../format";
import { calleesOf, callersOf, placesOf, type FrameSums, type Neighbour } from "../../flame/frames";
import { parseName, shortName } from "../../flame/names";
import type { FlameTree } from "../../flame/tree";
import { Key } from "../shell/Key";

const LISTED = 6;

const RAN: Record<string, string> = {
  interpreted: "interpreted",
  compiled: "C2 compiled",
  c1: "C1 compiled",
  inlined: "inlined into its caller",
  native: "native code",
  cpp: "C++ code of the JVM or a library",
  kernel: "kernel",
};

interface DetailsProps {
  tree: FlameTree;
  sums: FrameSums;
  /** The selected node, or -1. */
  node: number;
  /** Cores the whole profile stands for; undefined when unknown. */
  allCores: number | undefined;
  copied: boolean;
  onCopy: () => void;
  onZoom: () => void;
  onPick: (frame: number) => void;
}

/** One frame over all stacks it is in: what it takes, who calls it, what it calls. */
export function Details(props: DetailsProps) {
  const { tree, sums, node } = props;
  const frame = node > 0 ? tree.frame[node]! : -1;
  const callers = useMemo(() => (frame < 0 ? [] : callersOf(tree, frame)), [tree, frame]);
  const callees = useMemo(() => (frame < 0 ? [] : calleesOf(tree, frame)), [tree, frame]);
  const places = useMemo(() => (frame < 0 ? 0 : placesOf(tree, frame)), [tree, frame]);
  if (frame < 0) return <Heaviest {...props} />;

  const name = tree.names[frame]!;
  const parsed = parseName(name);
  const total = sums.total[frame]!;
  const self = sums.self[frame]!;
  return (
    <aside className="details" aria-label="Selected frame">
      <header>
        {parsed.package && <p className="caption wrap">{parsed.package}</p>}
        <h2 className="mono wrap">{shortName(name)}</h2>
        <p className="secondary">
          {RAN[tree.types[frame]!] ?? tree.types[frame]}
          {places > 1 && `, in ${count(places)} stacks`}
        </p>
      </header>
      <dl className="totals">
        <Total term="Total" samples={total} all={tree.total[0]!} allCores={props.allCores} />
        <Total term="Self" samples={self} all={tree.total[0]!} allCores={props.allCores} />
      </dl>
      <Neighbours title="Called by" list={callers} of={total} {...props} />
      <Neighbours title="Calls" list={callees} of={total} {...props} />
      <div className="details-actions">
        <button type="button" className="button" onClick={props.onZoom}>
          Zoom <Key name="Enter" />
        </button>
        <button type="button" className="button" onClick={props.onCopy}>
          <span role="status">{props.copied ? "Copied" : "Copy"}</span> <Key name="Y" />
        </button>
      </div>
    </aside>
  );
}

/** Until a frame is selected: the frames whose own code takes most. */
function Heaviest({ tree, sums, onPick }: DetailsProps) {
  const list = useMemo(
    () =>
      Array.from(sums.self, (samples, frame) => ({ frame, samples }))
        .filter((each) => each.samples > 0)
        .sort((a, b) => b.samples - a.samples)
        .slice(0, 12),
    [sums],
  );
  return (
    <aside className="details" aria-label="Heaviest frames">
      <h2>Most time in its own code</h2>
      <p className="secondary">Select a frame to see who calls it and what it calls.</p>
      <List
        tree={tree}
        list={list}
        of={tree.total[0]!}
        onPick={onPick}
        unit="of all"
        title="Frame"
      />
    </aside>
  );
}

function Total(props: {
  term: string;
  samples: number;
  all: number;
  allCores: number | undefined;
}) {
  const share = props.all === 0 ? 0 : props.samples / props.all;
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>
        <b>{percentFine(share)}</b>
        {props.allCores !== undefined && <span>{cores(share * props.allCores)} cores</span>}
        <span>{count(props.samples)} samples</span>
      </dd>
    </div>
  );
}

function Neighbours({
  title,
  list,
  of,
  tree,
  onPick,
}: DetailsProps & { title: string; list: Neighbour[]; of: number }) {
  if (list.length === 0) return null;
  return (
    <section aria-label={title}>
      <List
        tree={tree}
        list={list.slice(0, LISTED)}
        of={of}
        onPick={onPick}
        title={title}
        unit="of its time"
      />
      {list.length > LISTED && <p className="caption">and {count(list.length - LISTED)} more</p>}
    </section>
  );
}

interface ListProps {
  tree: FlameTree;
  list: Neighbour[];
  of: number;
  title: string;
  unit: string;
  onPick: (frame: number) => void;
}

function List({ tree, list, of, title, unit, onPick }: ListProps) {
  return (
    <>
      <h3>
        {title} <span>{unit}</span>
      </h3>
      <ul className="neighbours">
        {list.map(({ frame, samples }) => (
          <li key={frame}>
            <button type="button" title={tree.names[frame]} onClick={() => onPick(frame)}>
              <span className="bar" style={{ width: `${(samples / of) * 76}%` }} />
              <span className="mono name">{shortName(tree.names[frame]!)}</span>
              <span className="share">{percentFine(samples / of)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
