import { useCallback, useMemo } from "react";
import { FlameCanvas } from "../../flame/FlameCanvas";
import { changeReach } from "../../flame/painter";
import { sandwich } from "../../flame/sandwich";
import { firstChild } from "../../flame/walk";
import { setQuery } from "../../state/place";
import { useTheme } from "../../state/theme";
import { ChangeLegend } from "./ChangeLegend";
import { Details } from "./Details";
import type { FrameActions } from "./DetailsActions";
import { flameColours } from "./flameColours";
import { describedLines, painterOf, suffixOf } from "./flamePaint";
import { FrameTable } from "./FrameTable";
import { Legend } from "./Legend";
import type { ProfileLook } from "./profileQuery";
import { SandwichView } from "./SandwichView";
import { rateText, samplesText, type Scale } from "./scale";
import type { FrameQuestion } from "./useFrameDetail";
import type { Picture } from "./usePicture";
import type { Selection } from "./useSelection";

const FLAME_FONT = '12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

interface ProfileBodyProps {
  picture: Picture;
  selection: Selection;
  scale: Scale;
  question: FrameQuestion | undefined;
  look: ProfileLook;
  /** Whether the way from the selected frame to the root is shown. */
  path: boolean;
  sort: string | undefined;
  actions: FrameActions;
  copied: string | undefined;
  onCopy: (text: string) => void;
}

/** The graph or its table, and the details of what is selected in it. */
export function ProfileBody(props: ProfileBodyProps) {
  const { picture, selection, scale, look, path } = props;
  const { tree, facts, matches, groups } = picture;
  const { base } = tree;
  const { selected, frame } = selection;
  const theme = useTheme();
  const colours = useMemo(() => flameColours(theme), [theme]);
  const halves = useMemo(
    () => (look === "sandwich" && frame >= 0 ? sandwich(tree, frame) : undefined),
    [look, tree, frame],
  );
  const reach = useMemo(() => {
    if (!base) return undefined;
    return halves ? changeReach(halves.callers, halves.callees) : changeReach(tree);
  }, [base, tree, halves]);
  const painter = useMemo(
    () => painterOf(tree, colours, matches, reach),
    [tree, colours, matches, reach],
  );
  const suffix = useCallback((node: number) => suffixOf(tree, node, groups), [tree, groups]);
  const all = wholeText(scale, tree.value.total[0]!);
  const asTable = look === "table" || (look === "sandwich" && !halves);

  return (
    <div className="profile-body">
      <div className="profile-main">
        {look === "sandwich" && !halves && (
          <div className="choose-frame">
            <h2>Choose the frame to put in the middle</h2>
            <p className="secondary">
              A sandwich shows who calls a frame and what it calls, over all stacks it is in. Choose
              one here or in the flame graph; <kbd>/</kbd> searches.
            </p>
          </div>
        )}
        {asTable && (
          <FrameTable
            tree={tree}
            facts={facts}
            matches={matches}
            scale={scale}
            sort={props.sort}
            selectedFrame={frame}
            onSort={(sort) => setQuery({ sort }, { replace: true })}
            onPick={selection.pick}
          />
        )}
        {!asTable && (
          <div className="graph-head">
            {reach !== undefined ? (
              <ChangeLegend reach={reach} colours={colours} searching={matches !== undefined} />
            ) : (
              <Legend tree={tree} facts={facts} searching={matches !== undefined} />
            )}
            {selection.zoom > 0 && !halves && (
              <button
                type="button"
                className="button small"
                onClick={() => setQuery({ zoom: undefined })}
              >
                Show all
              </button>
            )}
          </div>
        )}
        {halves && (
          <SandwichView
            sandwich={halves}
            scale={scale}
            colours={colours}
            matches={matches}
            reach={reach}
            font={FLAME_FONT}
            onPick={selection.pick}
          />
        )}
        {!asTable && !halves && (
          <FlameCanvas
            tree={tree}
            icicle={look === "icicle"}
            zoom={selection.zoom}
            selected={selected}
            painter={painter}
            outline={colours.text}
            pathOutline={path ? colours.match : undefined}
            font={FLAME_FONT}
            label={`${scale.kind.label} ${look === "icicle" ? "icicle" : "flame"} graph, ${samplesText(tree.samples.total[0]!)}. T shows it as a table.`}
            rootLabel={
              base
                ? `all  ${scale.kind.amount(tree.value.total[0]!)} now, ${scale.kind.amount(base.value.total[0]!)} before`
                : `all  100%, ${all}`
            }
            suffix={suffix}
            describe={(node) => describedLines(scale, tree, node, { groups })}
            entry={firstChild(tree, 0)}
            onSelect={selection.select}
            onZoom={selection.zoomTo}
          />
        )}
      </div>
      <Details
        tree={tree}
        facts={facts}
        node={selected}
        scale={scale}
        question={props.question}
        onThread={(thread) => setQuery({ thread })}
        inSandwich={look === "sandwich"}
        pathShown={path}
        actions={props.actions}
        copied={props.copied}
        onCopy={props.onCopy}
        onPick={selection.pick}
        onSelect={selection.select}
      />
    </div>
  );
}

/** Everything in a word: its rate where there is one, but of what is counted the number. */
function wholeText(scale: Scale, value: number): string {
  const amount = scale.kind.amount(value);
  return scale.kind.counted ? amount : (rateText(scale, value) ?? amount);
}
