import { useCallback, useMemo, useState, type CSSProperties } from "react";
import { FlameCanvas } from "../../flame/FlameCanvas";
import { shortName } from "../../flame/names";
import { ROW_PX } from "../../flame/paint";
import type { FlameColours } from "../../flame/painter";
import type { Sandwich } from "../../flame/sandwich";
import type { Matches } from "../../flame/search";
import type { FlameTree } from "../../flame/tree";
import { nodeByKey, stackKey } from "../../flame/walk";
import { describedLines, painterOf, suffixOf } from "./flamePaint";
import type { Scale } from "./scale";

interface SandwichViewProps {
  sandwich: Sandwich;
  scale: Scale;
  colours: FlameColours;
  matches: Matches | undefined;
  reach: number | undefined;
  font: string;
  /** Puts another frame in the middle. */
  onPick: (frame: number) => void;
}

/** The frame in the middle, who called it above and what it calls below, over all its stacks. */
export function SandwichView(props: SandwichViewProps) {
  const { callers, callees } = props.sandwich;
  const name = shortName(callers.names[callers.frame[0]!]!);
  return (
    <div className="sandwich">
      <Half
        key={`callers ${name}`}
        {...props}
        tree={callers}
        icicle={false}
        title="Callers"
        label={`Callers of ${name}`}
        none="Nothing called it: its stacks begin here."
      />
      <Half
        key={`callees ${name}`}
        {...props}
        tree={callees}
        icicle
        title="Callees"
        label={`Callees of ${name}`}
        none="It called nothing that was sampled."
      />
    </div>
  );
}

interface HalfProps extends SandwichViewProps {
  tree: FlameTree;
  icicle: boolean;
  title: string;
  label: string;
  none: string;
}

function Half(props: HalfProps) {
  const { tree, scale, colours, matches, reach } = props;
  const painter = useMemo(
    () => painterOf(tree, colours, matches, reach),
    [tree, colours, matches, reach],
  );
  const suffix = useCallback((each: number) => suffixOf(tree, each), [tree]);
  // Where the arrow keys are, by its stack: a live profile brings a new tree every few seconds.
  const [cursor, setCursor] = useState<string>();
  const node = useMemo(() => (cursor === undefined ? -1 : nodeByKey(tree, cursor)), [tree, cursor]);
  const rows = tree.maxDepth + 1;
  const style: CSSProperties = { flexGrow: rows, maxHeight: rows * ROW_PX + CAPTION_PX };
  return (
    <section className="sandwich-half" style={style} aria-label={props.title}>
      <h3>
        {props.title} {tree.size === 1 && <span className="soft">{props.none}</span>}
      </h3>
      <FlameCanvas
        tree={tree}
        icicle={props.icicle}
        zoom={0}
        selected={node}
        painter={painter}
        outline={colours.text}
        font={props.font}
        label={`${props.label}. Enter puts another frame in the middle, T shows a table.`}
        rootLabel=""
        suffix={suffix}
        describe={(each) => describedLines(scale, tree, each, { amongCallers: !props.icicle })}
        onSelect={(each) => setCursor(each < 0 ? undefined : stackKey(tree, each))}
        onZoom={(each) => props.onPick(tree.frame[each]!)}
      />
    </section>
  );
}

/** The height of the title of a half. */
const CAPTION_PX = 24;
