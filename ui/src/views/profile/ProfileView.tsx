import { useMemo, useRef } from "react";
import { getProfile, getSeries, type ApiError } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { gapMillis } from "../../charts/samples";
import { clockDay, clockSeconds, cores, count, percentFine, span } from "../../format";
import { FlameCanvas } from "../../flame/FlameCanvas";
import { frameSums } from "../../flame/frames";
import { search } from "../../flame/search";
import { flameTree } from "../../flame/tree";
import { nodeByKey, stackKey } from "../../flame/walk";
import type { KeyBinding } from "../../state/keys";
import { useNow, useSlow } from "../../state/now";
import { setQuery } from "../../state/place";
import { usePolled } from "../../state/polled";
import { rangeQuery, readRange, readWindow, windowText, type Interval } from "../../state/range";
import { useTheme } from "../../state/theme";
import { jvmCrumbs } from "../jvm/crumbs";
import { JvmBar } from "../jvm/JvmBar";
import { JvmNotices } from "../jvm/JvmNotices";
import { missingFeatures } from "../jvm/features";
import { rangeEnd, shownInterval } from "../jvm/JvmView";
import { shiftedBy, timeKeys } from "../jvm/timeKeys";
import { single } from "../overview/totals";
import { useCopy } from "../shell/copy";
import { Failure, StaleNotice } from "../shell/Failure";
import { Message } from "../shell/Message";
import { Screen } from "../shell/Screen";
import { TimePicker } from "../shell/TimePicker";
import { CpuBrush } from "./CpuBrush";
import { Details } from "./Details";
import { Download } from "./Download";
import { flameColours } from "./flameColours";
import { FrameTable, type FrameSort } from "./FrameTable";
import { Legend } from "./Legend";
import { meanWithin } from "./meanWithin";

type ProfileLook = "flame" | "icicle" | "table";

const POLL_MILLIS = 10_000;
const SERIES_POLL_MILLIS = 5_000;
const POINTS = 400;
const FLAME_FONT = '12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

interface ProfileViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
  stale?: ApiError;
  staleSince?: number;
}

/** Where the CPU time of a window goes, as a flame graph and as a table. */
export function ProfileView({ jvm, query, stale, staleSince }: ProfileViewProps) {
  const range = readRange(query);
  const window = readWindow(query.get("win"));
  const look = readLook(query.get("view"));
  const text = query.get("q") ?? "";
  const sort = readSort(query.get("sort"));
  const theme = useTheme();
  const now = useNow();
  const searchBox = useRef<HTMLInputElement>(null);
  const canvasLook = useRef<ProfileLook>("flame");
  if (look !== "table") canvasLook.current = look;
  const [copied, copy] = useCopy();

  const moving = range.fixed === undefined && jvm.state === "live";
  const rangeKey = range.fixed ? `${range.fixed.from}-${range.fixed.to}` : range.span.word;
  const series = usePolled(
    `cpu ${jvm.id} ${rangeKey}`,
    (signal) => {
      const { from, to } = whole(shownInterval(jvm, range));
      return getSeries(
        jvm.id,
        { names: "diag.process.cpu.cores", from, to, points: POINTS },
        signal,
      );
    },
    moving ? SERIES_POLL_MILLIS : undefined,
    { kinds: ["series"], jvm: jvm.id },
  );
  const profileKey = `profile ${jvm.id} ${window ? windowText(window) : rangeKey}`;
  const profile = usePolled(
    profileKey,
    (signal) => {
      const { from, to } = whole(window ?? shownInterval(jvm, range));
      return getProfile(jvm.id, { event: "cpu", from, to }, signal);
    },
    moving && !window ? POLL_MILLIS : undefined,
    { kinds: ["profile"], jvm: jvm.id },
  );
  const slow = useSlow(profile.dataKey !== profileKey && profile.error === undefined);

  const shown: Interval =
    series.data && series.dataKey === `cpu ${jvm.id} ${rangeKey}`
      ? { from: series.data.from, to: series.data.to }
      : shownInterval(jvm, range);
  const cpu = useMemo(
    () => single(series.data?.series ?? [], "diag.process.cpu.cores"),
    [series.data],
  );
  const tree = useMemo(
    () => (profile.data && profile.data.samples > 0 ? flameTree(profile.data) : undefined),
    [profile.data],
  );
  const sums = useMemo(() => tree && frameSums(tree), [tree]);
  const matches = useMemo(() => tree && search(tree, text), [tree, text]);
  const colours = useMemo(() => flameColours(theme), [theme]);

  const zoomKey = query.get("zoom") ?? "";
  const frameKey = query.get("frame") ?? "";
  const zoom = useMemo(() => (tree ? Math.max(0, nodeByKey(tree, zoomKey)) : 0), [tree, zoomKey]);
  const selected = useMemo(
    () => (tree && frameKey !== "" ? nodeByKey(tree, frameKey) : -1),
    [tree, frameKey],
  );
  const covered: Interval | undefined = profile.data && {
    from: Math.max(profile.data.from, jvm.firstSeenAt),
    to: Math.min(profile.data.to, jvm.lastSeenAt),
  };
  const allCores = covered && coresOf(profile.data!, covered, cpu && meanWithin(cpu, covered));

  function select(node: number) {
    if (tree) setQuery({ frame: node > 0 ? stackKey(tree, node) : undefined }, { replace: true });
  }
  function zoomTo(node: number, also: { view: ProfileLook } = { view: look }) {
    if (!tree || node < 0) return;
    setQuery({ zoom: stackKey(tree, node), view: also.view === "flame" ? undefined : also.view });
  }
  /** To the nearest ancestor that is wider, so that every press shows something new. */
  function zoomOut() {
    if (!tree || zoom === 0) return;
    let target = tree.parent[zoom]!;
    while (target > 0 && tree.total[target] === tree.total[zoom]) target = tree.parent[target]!;
    zoomTo(target);
  }
  /** Selects the heaviest of the nodes a frame stands at. */
  function pick(frame: number) {
    if (!tree) return;
    let best = -1;
    for (let i = 1; i < tree.size; i++) {
      if (tree.frame[i] === frame && (best < 0 || tree.total[i]! > tree.total[best]!)) best = i;
    }
    select(best);
  }
  function setWindow(next: Interval | undefined) {
    // A window is a place in time: the range around it must stand still as well.
    const changes = {
      ...rangeQuery({ span: range.span, fixed: next ? shown : range.fixed }),
      win: windowText(next),
    };
    // Adjusting a window is one step back, however many key presses it took.
    setQuery(changes, { replace: window !== undefined && next !== undefined });
  }
  function shift(share: number) {
    if (window) {
      setWindow(shiftedBy(window, share, shown.to));
    } else {
      setQuery(rangeQuery({ span: range.span, fixed: shiftedBy(shown, share, rangeEnd(jvm)) }));
    }
  }
  function resetTime() {
    setQuery({ ...rangeQuery({ span: range.span }), win: undefined });
  }
  function chooseLook(next: ProfileLook) {
    setQuery({ view: next === "flame" ? undefined : next });
  }
  function nextMatch() {
    const nodes = matches?.nodes;
    if (!tree || !nodes || nodes.length === 0) return;
    select(nodes.find((node) => node > selected) ?? nodes[0]!);
  }
  function copyFrame() {
    if (tree && selected > 0) copy(tree.names[tree.frame[selected]!]!);
  }

  const onCanvas = look !== "table";
  const keys: KeyBinding[] = tree
    ? [
        ...(onCanvas
          ? [
              { keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], label: "move" },
              { keys: ["Enter"], label: "zoom", run: () => selected > 0 && zoomTo(selected) },
              {
                keys: ["Backspace"],
                label: "zoom out",
                run: zoomOut,
              },
              {
                keys: ["I"],
                label: look === "icicle" ? "flame" : "icicle",
                run: () => chooseLook(look === "icicle" ? "flame" : "icicle"),
              },
            ]
          : []),
        {
          keys: ["T"],
          label: onCanvas ? "table" : "graph",
          run: () => chooseLook(onCanvas ? "table" : canvasLook.current),
        },
        { keys: ["/"], label: "search", run: () => searchBox.current?.select() },
        { keys: ["N"], label: "next match", run: nextMatch },
        { keys: ["Y"], label: "copy frame", run: copyFrame, helpOnly: true },
        { keys: ["Escape"], label: "select nothing", run: () => select(-1), helpOnly: true },
        ...timeKeys(shift, resetTime).map((key) => ({ ...key, helpOnly: true })),
      ]
    : timeKeys(shift, resetTime);

  return (
    <Screen
      title={`CPU profile \u00b7 ${jvm.service} ${jvm.host}`}
      crumbs={jvmCrumbs(jvm)}
      time={<TimePicker range={range} shown={shown} live={jvm.state === "live"} now={now} />}
      bar={<JvmBar jvm={jvm} tab="profile" query={query} now={now} />}
      keys={keys}
      source={
        profile.data && (
          <>
            {profile.data.intervalNanos !== undefined && (
              <span>one sample is {span(profile.data.intervalNanos / 1e6)} of CPU</span>
            )}
            <span>{count(profile.data.samples)} samples</span>
            <span>agent {jvm.agentVersion}</span>
          </>
        )
      }
    >
      <div className="profile">
        <JvmNotices
          jvm={jvm}
          now={now}
          stale={stale}
          staleSince={staleSince}
          only={["cpu-profile", "process-cpu"]}
        />
        <div className="tools">
          <label className="search-box mono-input">
            <span>Search</span>
            <input
              ref={searchBox}
              type="search"
              aria-label="Search frames"
              placeholder="class or method"
              spellCheck={false}
              value={text}
              onChange={(event) => setQuery({ q: event.target.value }, { replace: true })}
              onKeyDown={(event) => {
                if (event.key === "Escape") {
                  setQuery({ q: undefined }, { replace: true });
                  event.currentTarget.blur();
                } else if (event.key === "Enter") {
                  nextMatch();
                  event.currentTarget.blur();
                }
              }}
            />
            <output>
              {tree &&
                matches &&
                `${percentFine(matches.samples / tree.total[0]!)}, ${count(matches.count)} ${matches.count === 1 ? "frame" : "frames"}`}
            </output>
          </label>
          {zoom > 0 && onCanvas && (
            <button type="button" className="button" onClick={() => setQuery({ zoom: undefined })}>
              Show all
            </button>
          )}
          <span className="push" />
          <LookChoice look={look} onChoose={chooseLook} />
          {tree && <Download jvm={jvm} interval={whole(window ?? shown)} />}
        </div>
        <CpuBrush
          jvm={jvm}
          cpu={cpu}
          shown={shown}
          gap={cpu ? gapMillis(cpu.times, jvm.intervalMillis) : 0}
          window={window}
          onChange={setWindow}
        />
        {profile.error &&
          (profile.data && profile.dataKey === profileKey ? (
            !stale && <StaleNotice error={profile.error} since={profile.loadedAt} />
          ) : (
            <Failure error={profile.error} onRetry={profile.retry} />
          ))}
        {slow && <p className="waiting">Merging the samples of this window</p>}
        {profile.dataKey === profileKey && profile.data?.samples === 0 && (
          <NoSamples
            jvm={jvm}
            interval={profile.data}
            window={window}
            now={now}
            moving={moving}
            onWhole={() => setWindow(undefined)}
          />
        )}
        {tree && sums && !(profile.error && profile.dataKey !== profileKey) && (
          <div className="profile-body">
            <div className="profile-main">
              {onCanvas ? (
                <>
                  <Legend tree={tree} searching={matches !== undefined} />
                  <FlameCanvas
                    tree={tree}
                    icicle={look === "icicle"}
                    zoom={zoom}
                    selected={selected}
                    matches={matches}
                    colours={colours}
                    font={FLAME_FONT}
                    label={`CPU flame graph, ${count(tree.total[0]!)} samples. T shows it as a table.`}
                    rootLabel={`all  100%${allCores === undefined ? "" : `, ${cores(allCores)} cores`}`}
                    describe={describe}
                    onSelect={select}
                    onZoom={zoomTo}
                  />
                </>
              ) : (
                <FrameTable
                  tree={tree}
                  sums={sums}
                  matches={matches}
                  sort={sort}
                  selectedFrame={selected > 0 ? tree.frame[selected]! : -1}
                  allCores={allCores}
                  onSort={(next) =>
                    setQuery({ sort: next === "self" ? undefined : next }, { replace: true })
                  }
                  onPick={pick}
                />
              )}
            </div>
            <Details
              tree={tree}
              sums={sums}
              node={selected}
              allCores={allCores}
              copied={selected > 0 && copied === tree.names[tree.frame[selected]!]}
              onCopy={copyFrame}
              onZoom={() => zoomTo(selected, { view: onCanvas ? look : canvasLook.current })}
              onPick={pick}
            />
          </div>
        )}
      </div>
    </Screen>
  );

  function describe(node: number): string[] {
    if (!tree) return [];
    const all = tree.total[0]!;
    const share = tree.total[node]! / all;
    const size = `${percentFine(share)}${allCores === undefined ? "" : `, ${cores(share * allCores)} cores`}, ${count(tree.total[node]!)} samples`;
    const self = `self ${percentFine(tree.self[node]! / all)}, ${count(tree.self[node]!)} samples`;
    return [node === 0 ? "all" : tree.names[tree.frame[node]!]!, size, self];
  }
}

/** The CPU the samples stand for: as measured for the process, or else as counted by the samples. */
function coresOf(
  profile: { samples: number; intervalNanos?: number },
  covered: Interval,
  measured: number | undefined,
): number | undefined {
  if (measured !== undefined) return measured;
  const millis = covered.to - covered.from;
  if (profile.intervalNanos === undefined || millis <= 0) return undefined;
  return (profile.samples * profile.intervalNanos) / 1e6 / millis;
}

function NoSamples(props: {
  jvm: JvmDetail;
  interval: Interval;
  window: Interval | undefined;
  now: number;
  moving: boolean;
  onWhole: () => void;
}) {
  const { jvm, interval, now } = props;
  const off = missingFeatures(jvm, now).find((each) => each.name === "cpu-profile");
  return (
    <Message
      title={`No samples between ${clockDay(interval.from, now, true)} and ${clockSeconds(interval.to)}`}
      actions={
        props.window && (
          <button type="button" className="button primary" onClick={props.onWhole}>
            Show the whole range
          </button>
        )
      }
    >
      <p>
        {off
          ? "The CPU profile does not run in this JVM; the reason stands above."
          : "Profiles arrive every 60 s, and every 10 s while somebody watches. A JVM that uses no CPU has no samples."}
      </p>
    </Message>
  );
}

const LOOKS: [ProfileLook, string][] = [
  ["flame", "Flame"],
  ["icicle", "Icicle"],
  ["table", "Table"],
];

function LookChoice({
  look,
  onChoose,
}: {
  look: ProfileLook;
  onChoose: (look: ProfileLook) => void;
}) {
  return (
    <div className="segmented" role="group" aria-label="View">
      {LOOKS.map(([each, label]) => (
        <button
          key={each}
          type="button"
          aria-pressed={look === each}
          onClick={() => onChoose(each)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function readLook(text: string | null): ProfileLook {
  return text === "icicle" || text === "table" ? text : "flame";
}

function readSort(text: string | null): FrameSort {
  return text === "total" || text === "name" ? text : "self";
}

function whole({ from, to }: Interval): Interval {
  return { from: Math.round(from), to: Math.round(to) };
}
