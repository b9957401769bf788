import { useMemo } from "react";
import { points } from "../../amounts";
import { FlameCanvas } from "../../flame/FlameCanvas";
import { changePainter, ownerPainter } from "../../flame/painter";
import { shareChange, shareOf } from "../../flame/tree";
import { percentFine } from "../../format";
import { setQuery } from "../../state/place";
import { useTheme } from "../../state/theme";
import { ChangeLegend } from "./ChangeLegend";
import { Details } from "./Details";
import { flameColours } from "./flameColours";
import { FrameTable } from "./FrameTable";
import { Legend } from "./Legend";
import type { ProfileLook } from "./profileQuery";
import { diffLines, profileLines, rateText, samplesText, type Scale } from "./scale";
import type { Picture } from "./usePicture";
import type { Selection } from "./useSelection";

const FLAME_FONT = '12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

interface ProfileBodyProps {
  picture: Picture;
  selection: Selection;
  scale: Scale;
  look: ProfileLook;
  canvasLook: ProfileLook;
  sort: string | undefined;
  copied: boolean;
  onCopy: () => void;
}

/** The graph or its table, and the details of what is selected in it. */
export function ProfileBody(props: ProfileBodyProps) {
  const { picture, selection, scale, look } = props;
  const { tree, facts, matches } = picture;
  const { base } = tree;
  const theme = useTheme();
  const colours = useMemo(() => flameColours(theme), [theme]);
  const painter = useMemo(
    () => (base ? changePainter : ownerPainter)(tree, colours, matches),
    [base, tree, colours, matches],
  );
  const { selected } = selection;
  const name = (node: number) => (node === 0 ? "all" : tree.names[tree.frame[node]!]!);
  const all = [rateText(scale, tree.value.total[0]!), scale.kind.amount(tree.value.total[0]!)];

  return (
    <div className="profile-body">
      <div className="profile-main">
        {look === "table" ? (
          <FrameTable
            tree={tree}
            facts={facts}
            matches={matches}
            scale={scale}
            sort={props.sort}
            selectedFrame={selected > 0 ? tree.frame[selected]! : -1}
            onSort={(sort) => setQuery({ sort }, { replace: true })}
            onPick={selection.pick}
          />
        ) : (
          <>
            {base ? (
              <ChangeLegend tree={tree} colours={colours} searching={matches !== undefined} />
            ) : (
              <Legend tree={tree} searching={matches !== undefined} />
            )}
            <FlameCanvas
              tree={tree}
              icicle={look === "icicle"}
              zoom={selection.zoom}
              selected={selected}
              painter={painter}
              outline={colours.text}
              font={FLAME_FONT}
              label={`${scale.kind.label} flame graph, ${samplesText(tree.samples.total[0]!)}. T shows it as a table.`}
              rootLabel={
                base
                  ? `all  ${scale.kind.amount(tree.value.total[0]!)} now, ${scale.kind.amount(base.value.total[0]!)} before`
                  : `all  100%, ${all.find((each) => each !== undefined)}`
              }
              suffix={(node) => {
                const change = shareChange(tree, node);
                return change === undefined
                  ? percentFine(shareOf(tree.value, node))
                  : points(change);
              }}
              describe={(node) => [
                name(node),
                ...(base ? diffLines(scale, tree, base, node) : profileLines(scale, tree, node)),
              ]}
              onSelect={selection.select}
              onZoom={selection.zoomTo}
            />
          </>
        )}
      </div>
      <Details
        tree={tree}
        facts={facts}
        node={selected}
        scale={scale}
        copied={props.copied}
        onCopy={props.onCopy}
        onZoom={() => selection.zoomTo(selected, look === "table" ? props.canvasLook : look)}
        onPick={selection.pick}
      />
    </div>
  );
}
