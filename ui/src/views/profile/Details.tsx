import { useMemo } from "react";
import { points } from "../../amounts";
import { count, percentFine } from "../../format";
import {
  calleesOf,
  callersOf,
  placesOf,
  type FrameFacts,
  type Neighbour,
} from "../../flame/frames";
import { parseName, shortName } from "../../flame/names";
import type { FlameTree, Taken } from "../../flame/tree";
import { DetailsActions, type FrameActions } from "./DetailsActions";
import { PathToRoot } from "./PathToRoot";
import { changeOfAmount, part, rateText, samplesText, type Scale, type Side } from "./scale";

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
  facts: FrameFacts;
  /** The selected node, or -1. */
  node: number;
  scale: Scale;
  inSandwich: boolean;
  pathShown: boolean;
  actions: FrameActions;
  /** The text that was copied just now. */
  copied: string | undefined;
  onCopy: (text: string) => void;
  onPick: (frame: number) => void;
  onSelect: (node: number) => void;
}

/** One frame over all stacks it is in: what it takes, who calls it, what it calls. */
export function Details(props: DetailsProps) {
  const { tree, facts, node } = props;
  const frame = node > 0 ? tree.frame[node]! : -1;
  const callers = useMemo(() => (frame < 0 ? [] : callersOf(tree, frame)), [tree, frame]);
  const callees = useMemo(() => (frame < 0 ? [] : calleesOf(tree, frame)), [tree, frame]);
  const places = useMemo(() => (frame < 0 ? 0 : placesOf(tree, frame)), [tree, frame]);
  if (frame < 0) return <Heaviest {...props} />;

  const name = tree.names[frame]!;
  const parsed = parseName(name);
  const total = facts.width.total[frame]!;
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
      {facts.base ? (
        <Changes {...props} frame={frame} base={facts.base} />
      ) : (
        <dl className="totals">
          <Amount term="Total" side="total" frame={frame} of={facts} {...props} />
          <Amount term="Self" side="self" frame={frame} of={facts} {...props} />
        </dl>
      )}
      {props.pathShown && (
        <PathToRoot
          tree={tree}
          node={node}
          copied={props.copied}
          onCopy={props.onCopy}
          onSelect={props.onSelect}
        />
      )}
      <Neighbours title="Called by" list={callers} of={total} {...props} />
      <Neighbours title="Calls" list={callees} of={total} {...props} />
      <DetailsActions
        {...props.actions}
        inSandwich={props.inSandwich}
        pathShown={props.pathShown}
        copied={props.copied === name}
        onCopy={() => props.onCopy(name)}
      />
    </aside>
  );
}

/** Until a frame is selected: the frames whose own code takes most, or changed most. */
function Heaviest({ tree, facts, scale, onPick }: DetailsProps) {
  const { base } = facts;
  const own = useMemo(() => {
    const [now, before] = [tree.value.total[0]!, tree.base?.value.total[0]];
    return Array.from(facts.value.self, (value, frame) =>
      base && before !== undefined
        ? part(value, now) - part(base.value.self[frame]!, before)
        : part(value, now),
    );
  }, [tree, facts, base]);
  const list = own
    .map((share, frame) => ({ frame, width: Math.abs(share) }))
    .filter((each) => each.width > 0)
    .sort((a, b) => b.width - a.width)
    .slice(0, 12);
  return (
    <aside className="details" aria-label={base ? "Frames that changed most" : "Heaviest frames"}>
      <h2>
        {scale.kind.weight} in its own code{base && ", changed most"}
      </h2>
      <p className="secondary">Select a frame to see who calls it and what it calls.</p>
      <List
        tree={tree}
        list={list}
        of={1}
        onPick={onPick}
        unit={base ? "points" : "of all"}
        title="Frame"
        text={base && (({ frame }) => points(own[frame]!))}
      />
    </aside>
  );
}

interface AmountProps {
  tree: FlameTree;
  scale: Scale;
  term: string;
  of: Taken;
  side: Side;
  frame: number;
}

/** A share with what it is of: the rate, the amount, and the samples it was learnt from. */
function Amount({ tree, scale, term, of, side, frame }: AmountProps) {
  const value = of.value[side][frame]!;
  const rate = rateText(scale, value);
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <b>{percentFine(part(value, tree.value.total[0]!))}</b>
        {rate !== undefined && <span>{rate}</span>}
        <span>{scale.kind.amount(value)}</span>
        <span>{samplesText(of.samples[side][frame]!)}</span>
      </dd>
    </div>
  );
}

/** Total and self in both windows, and how they changed. */
function Changes(props: DetailsProps & { frame: number; base: Taken }) {
  const { tree, facts, base, frame, scale } = props;
  const side = (of: Taken, whole: number, each: Side) => (
    <td>
      <b>{percentFine(part(of.value[each][frame]!, whole))}</b>
      <span>{scale.kind.amount(of.value[each][frame]!)}</span>
      <span>{samplesText(of.samples[each][frame]!)}</span>
    </td>
  );
  const now = tree.value.total[0]!;
  const before = tree.base!.value.total[0]!;
  return (
    <table className="changes" aria-label="Change">
      <thead>
        <tr>
          <td />
          <th scope="col">Now</th>
          <th scope="col">Before</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {(["total", "self"] as const).map((each) => {
          const [value, old] = [facts.value[each][frame]!, base.value[each][frame]!];
          return (
            <tr key={each}>
              <th scope="row">{each === "total" ? "Total" : "Self"}</th>
              {side(facts, now, each)}
              {side(base, before, each)}
              <td>
                <b>{points(part(value, now) - part(old, before))}</b>
                <span>points</span>
                <span>{changeOfAmount(scale, value - old)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
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
  /** What stands behind the name, where it is not the share. */
  text?: (each: Neighbour) => string;
  onPick: (frame: number) => void;
}

function List({ tree, list, of, title, unit, text, onPick }: ListProps) {
  return (
    <>
      <h3>
        {title} <span>{unit}</span>
      </h3>
      <ul className="neighbours">
        {list.map(({ frame, width }) => (
          <li key={frame}>
            <button type="button" title={tree.names[frame]} onClick={() => onPick(frame)}>
              <span className="bar" style={{ width: `${(width / of) * 76}%` }} />
              <span className="mono name">{shortName(tree.names[frame]!)}</span>
              <span className="share">
                {text ? text({ frame, width }) : percentFine(width / of)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
