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
import { THREAD, type FlameTree, type Taken } from "../../flame/tree";
import { DetailsActions, type FrameActions } from "./DetailsActions";
import { ByLine, InThreads, WithoutDetail } from "./FrameWhere";
import { PathToRoot } from "./PathToRoot";
import { changeOfAmount, part, rateText, samplesBeside, type Scale, type Side } from "./scale";
import { ShareList, type ShareRow } from "./ShareList";
import { useFrameDetail, type FrameQuestion } from "./useFrameDetail";

const LISTED = 6;
const HEAVIEST = 12;

const RAN: Record<string, string> = {
  interpreted: "interpreted",
  compiled: "C2 compiled",
  c1: "C1 compiled",
  inlined: "inlined into its caller",
  native: "native code",
  cpp: "C++ code of the JVM or a library",
  kernel: "kernel",
  thread: "threads, not code",
};

interface DetailsProps {
  tree: FlameTree;
  facts: FrameFacts;
  /** The selected node, or -1. */
  node: number;
  scale: Scale;
  /** What to ask for a frame's lines and threads; undefined where two times are compared. */
  question: FrameQuestion | undefined;
  inSandwich: boolean;
  pathShown: boolean;
  actions: FrameActions;
  /** The text that was copied just now. */
  copied: string | undefined;
  onCopy: (text: string) => void;
  onPick: (frame: number) => void;
  onSelect: (node: number) => void;
  onThread: (name: string) => void;
}

/** One frame over all stacks it is in: what it takes, who calls it, what it calls. */
export function Details(props: DetailsProps) {
  const { tree, facts, node } = props;
  const frame = node > 0 ? tree.frame[node]! : -1;
  const callers = useMemo(() => (frame < 0 ? [] : callersOf(tree, frame)), [tree, frame]);
  const callees = useMemo(() => (frame < 0 ? [] : calleesOf(tree, frame)), [tree, frame]);
  const places = useMemo(() => (frame < 0 ? 0 : placesOf(tree, frame)), [tree, frame]);
  const asCode = frame >= 0 && tree.types[frame] !== THREAD;
  const lines = useFrameDetail(props.question, asCode ? tree.names[frame] : undefined);
  if (frame < 0) return <Heaviest {...props} />;

  const name = tree.names[frame]!;
  const parsed = parseName(name);
  const total = facts.width.total[frame]!;
  const { matter } = props.scale.kind;
  const pickerOf = (callee: string) => {
    const called = tree.names.indexOf(callee);
    return called < 0 ? undefined : () => props.onPick(called);
  };
  return (
    <aside className="details" aria-label="Selected frame">
      <header>
        {asCode && parsed.package && <p className="caption wrap">{parsed.package}</p>}
        <h2 className="mono wrap">{asCode ? shortName(name) : name}</h2>
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
      {lines.data && <ByLine detail={lines.data} matter={matter} pickerOf={pickerOf} />}
      <Neighbours title="Called by" list={callers} of={total} {...props} />
      <Neighbours title="Calls" list={callees} of={total} {...props} />
      {lines.data && <InThreads detail={lines.data} matter={matter} onThread={props.onThread} />}
      {!lines.data && lines.error && <WithoutDetail error={lines.error} />}
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
  const list = useMemo(() => heaviestOf(own), [own]);
  return (
    <aside className="details" aria-label={base ? "Frames that changed most" : "Heaviest frames"}>
      <h2>
        {scale.kind.weight} in its own code{base && ", changed most"}
      </h2>
      <p className="secondary">Select a frame to see who calls it and what it calls.</p>
      <ShareList
        title="Frame"
        unit={base ? "points" : "of all"}
        rows={list.map((each) => ({
          ...rowOf(tree, each, 1, onPick),
          text: base && points(own[each.frame]!),
        }))}
      />
    </aside>
  );
}

/** The frames with the largest shares or changes, without sorting all the others. */
function heaviestOf(shares: readonly number[]): Neighbour[] {
  const found: Neighbour[] = [];
  shares.forEach((share, frame) => {
    const width = Math.abs(share);
    if (width === 0 || (found.length === HEAVIEST && width <= found.at(-1)!.width)) return;
    let at = found.length;
    while (at > 0 && found[at - 1]!.width < width) at--;
    found.splice(at, 0, { frame, width });
    if (found.length > HEAVIEST) found.pop();
  });
  return found;
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
  const samples = samplesBeside(scale.kind, of.samples[side][frame]!);
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <b>{percentFine(part(value, tree.value.total[0]!))}</b>
        {rate !== undefined && <span>{rate}</span>}
        <span>{scale.kind.amount(value)}</span>
        {samples !== undefined && <span>{samples}</span>}
      </dd>
    </div>
  );
}

/** Total and self in both windows, and how they changed. */
function Changes(props: DetailsProps & { frame: number; base: Taken }) {
  const { tree, facts, base, frame, scale } = props;
  const side = (of: Taken, whole: number, each: Side) => {
    const samples = samplesBeside(scale.kind, of.samples[each][frame]!);
    return (
      <td>
        <b>{percentFine(part(of.value[each][frame]!, whole))}</b>
        <span>{scale.kind.amount(of.value[each][frame]!)}</span>
        {samples !== undefined && <span>{samples}</span>}
      </td>
    );
  };
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
  scale,
  onPick,
}: DetailsProps & { title: string; list: Neighbour[]; of: number }) {
  if (list.length === 0) return null;
  return (
    <section aria-label={title}>
      <ShareList
        title={title}
        unit={`of its ${scale.kind.matter}`}
        rows={list.slice(0, LISTED).map((each) => rowOf(tree, each, of, onPick))}
      />
      {list.length > LISTED && <p className="caption">and {count(list.length - LISTED)} more</p>}
    </section>
  );
}

function rowOf(
  tree: FlameTree,
  { frame, width }: Neighbour,
  of: number,
  onPick: (frame: number) => void,
): ShareRow {
  const name = tree.names[frame]!;
  return {
    key: frame,
    name: shortName(name),
    title: name,
    share: width / of,
    onPick: () => onPick(frame),
  };
}
