import { memo, useMemo, useState, type RefObject } from "react";
import type { Jvm } from "../../api/types";
import { setQuery } from "../../state/place";
import { Key } from "../shell/Key";
import { Link } from "../shell/Link";
import { Popover } from "../shell/Popover";
import { SearchBox } from "../shell/SearchBox";
import { Segmented } from "../shell/Segmented";
import { COLUMNS, withColumn, type Column } from "./columns";
import { labelNames, showing, type FindingsByJvm, type Grouping, type Show } from "./fleet";

interface FleetToolsProps {
  box: RefObject<HTMLInputElement | null>;
  text: string;
  jvms: Jvm[];
  /** How many of them the filter leaves. */
  left: number;
  findings: FindingsByJvm;
  show: Show;
  grouping: Grouping;
  columns: readonly Column[];
  limits: boolean;
  /** The host of the JVM to compare another one with, once it was chosen. */
  base: string | undefined;
  /** Absent while no JVM is selected. */
  onCompare: (() => void) | undefined;
}

/** What narrows the list, and how it is laid out. */
export function FleetTools(props: FleetToolsProps) {
  const { jvms, findings, show } = props;
  const amounts = useMemo(() => {
    const amount = (each: Show) => showing(jvms, each, findings).length;
    return { findings: amount("findings"), lost: amount("lost") };
  }, [jvms, findings]);
  return (
    <div className="tools" role="toolbar" aria-label="List of JVMs">
      <SearchBox
        box={props.box}
        word="Filter"
        label="Filter JVMs"
        placeholder="service, host or label:value"
        text={props.text}
      >
        {props.left} of {jvms.length} JVMs
      </SearchBox>
      <Segmented
        label="Show JVMs"
        choices={[
          ["all", "All"],
          ["findings", <Counted key="f" word="With findings" amount={amounts.findings} />],
          ["lost", <Counted key="l" word="Lost" amount={amounts.lost} />],
        ]}
        chosen={show}
        onChoose={(each) => setQuery({ show: each === "all" ? undefined : each })}
      />
      <GroupChoice jvms={jvms} grouping={props.grouping} />
      <ColumnChoice columns={props.columns} limits={props.limits} />
      <span className="push" />
      <Link className="button" href="/heap">
        Heap dumps
      </Link>
      <button
        type="button"
        className="button"
        disabled={!props.onCompare}
        title="Compare the profiles of two JVMs over the shown time: choose one, then the other"
        onClick={props.onCompare}
      >
        {props.base === undefined ? "Compare selected" : `Compare selected with ${props.base}`}{" "}
        <Key name="C" />
      </button>
    </div>
  );
}

function Counted({ word, amount }: { word: string; amount: number }) {
  return (
    <>
      {word} <span className="amount">{amount}</span>
    </>
  );
}

interface GroupChoiceProps {
  jvms: readonly Jvm[];
  grouping: Grouping;
}

const GroupChoice = memo(function GroupChoice({ jvms, grouping }: GroupChoiceProps) {
  const [open, setOpen] = useState(false);
  const choices: Grouping[] = ["service", ...labelNames(jvms), "none"];
  return (
    <Popover popup="menu" open={open} onOpen={setOpen} label={`Group: ${grouping}`}>
      <div className="choices" role="menu" aria-label="Group by">
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            role="menuitemradio"
            aria-checked={each === grouping}
            onClick={() => {
              setQuery({
                group: each === "service" ? undefined : each,
                open: "",
                shut: "",
                more: "",
              });
              setOpen(false);
            }}
          >
            {each === "none" ? "none, one list" : each}
          </button>
        ))}
      </div>
    </Popover>
  );
});

function ColumnChoice({ columns, limits }: { columns: readonly Column[]; limits: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover popup="dialog" open={open} onOpen={setOpen} label="Columns">
      <fieldset className="columns" aria-label="Columns">
        {COLUMNS.map(({ id, label, about }) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={columns.some((each) => each.id === id)}
              onChange={(event) =>
                setQuery(
                  { columns: withColumn(columns, id, event.target.checked, limits) },
                  { replace: true },
                )
              }
            />
            <span>
              {label} {about && <span className="caption">{about}</span>}
            </span>
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
