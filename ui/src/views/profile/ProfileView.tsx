import { useMemo, useRef, useState } from "react";
import type { ApiError } from "../../api/client";
import type { JvmDetail } from "../../api/types";
import { percentFine, plural, span } from "../../format";
import { useNow, useSlow } from "../../state/now";
import { setQuery } from "../../state/place";
import { frameKey } from "../../flame/walk";
import { rangeQuery, readRange, windowText, type Interval } from "../../state/range";
import { jvmCrumbs } from "../jvm/crumbs";
import { JvmBar } from "../jvm/JvmBar";
import { JvmNotices } from "../jvm/JvmNotices";
import { rangeEnd } from "../jvm/JvmView";
import { tabKeys } from "../jvm/tabs";
import { shiftedBy } from "../jvm/timeKeys";
import { useShownSeries, whole } from "../jvm/useShownSeries";
import { single } from "../overview/totals";
import { useCopy } from "../shell/copy";
import { Failure, StaleNotice } from "../shell/Failure";
import { Screen } from "../shell/Screen";
import { SearchBox } from "../shell/SearchBox";
import { Segmented } from "../shell/Segmented";
import { TimePicker } from "../shell/TimePicker";
import { BRUSH_SERIES } from "./brushQuantity";
import { ComparedNotice } from "./ComparedNotice";
import { ComparePicker } from "./ComparePicker";
import type { FrameActions } from "./DetailsActions";
import { Download } from "./Download";
import { kindHere } from "./events";
import { EventSwitch } from "./EventSwitch";
import { frameTargets } from "./frameTargets";
import { HiddenNotice } from "./HiddenNotice";
import { NoSamples } from "./NoSamples";
import { ProfileBody } from "./ProfileBody";
import { profileKeys, type LastLooks } from "./profileKeys";
import { ProfileNotes } from "./ProfileNotes";
import {
  eventChange,
  hiddenChange,
  lookChange,
  readProfileQuery,
  type Comparison,
} from "./profileQuery";
import { Recording } from "./Recording";
import { part, samplesText } from "./scale";
import { scaleOf } from "./scaleOf";
import { ShareButton, sharedAddress } from "./ShareButton";
import { ThreadPicker } from "./ThreadPicker";
import { TimeBrush } from "./TimeBrush";
import { usePicture, sampled } from "./usePicture";
import { comparisonQuery, useProfile } from "./useProfile";
import { useRecordings } from "./useRecordings";
import { useSeen } from "./useSeen";
import { useSelection } from "./useSelection";

const LOOKS = [
  ["flame", "Flame"],
  ["icicle", "Icicle"],
  ["sandwich", "Sandwich"],
  ["table", "Table"],
] as const;

interface ProfileViewProps {
  jvm: JvmDetail;
  query: URLSearchParams;
  stale?: ApiError;
  staleSince?: number;
}

/** What a window of time was spent on or filled with, as a flame graph and as a table. */
export function ProfileView({ jvm, query, stale, staleSince }: ProfileViewProps) {
  const range = readRange(query);
  const asked = readProfileQuery(query);
  const { kind, look, window, comparison, thread } = asked;
  const now = useNow();
  const searchBox = useRef<HTMLInputElement>(null);
  const looks = useRef<LastLooks>({ graph: "flame", flame: "flame" });
  if (look !== "table") looks.current.graph = look;
  if (look === "flame" || look === "icicle") looks.current.flame = look;
  const [comparing, setComparing] = useState(false);
  const [copied, copy] = useCopy();

  const { series, shown } = useShownSeries(jvm, range, BRUSH_SERIES);
  const { profile, answered } = useProfile(jvm, asked, range);
  const slow = useSlow(!answered && profile.error === undefined);
  const found = series.data?.series ?? NOTHING;
  const cpu = useMemo(() => single(found, "diag.process.cpu.cores"), [found]);
  const current = profile.data?.event === kind.event ? profile.data : undefined;
  const seen = useSeen(kind.event, current);
  const here = kindHere(kind, jvm, seen.coverage);
  const recordings = useRecordings(jvm, here, openRecording);
  const picture = usePicture(current, asked.text, asked.hidden);
  const selection = useSelection(picture?.tree, picture?.matches, query);
  const scale = useMemo(
    () => scaleOf(kind, current, cpu, jvm, thread !== undefined || comparison !== undefined),
    [kind, current, cpu, jvm, thread, comparison],
  );
  const interval = window ?? shown;
  const file = {
    event: kind.event,
    ...whole(interval),
    thread,
    ...(comparison && comparisonQuery(comparison)),
  };

  function setWindow(next: Interval | undefined) {
    // A window is a place in time: the range around it must stand still as well.
    const changes = {
      ...rangeQuery({ span: range.span, fixed: next ? around(shown, next) : range.fixed }),
      win: windowText(next),
    };
    // Adjusting a window is one step back, however many key presses it took.
    setQuery(changes, { replace: window !== undefined && next !== undefined });
  }
  function openRecording(time: Interval) {
    setQuery({
      ...rangeQuery({ span: range.span, fixed: around(shown, time) }),
      win: windowText(time),
      cmp: undefined,
      cmpjvm: undefined,
    });
  }
  function compare(next: Comparison | undefined) {
    // What is compared stands still, on both sides.
    const fixed = next && !window ? { ...rangeQuery({ span: range.span, fixed: shown }) } : {};
    setQuery({
      ...fixed,
      cmp: windowText(next),
      cmpjvm: next?.jvm,
      sort: undefined,
    });
  }
  function shift(share: number) {
    if (window) setWindow(shiftedBy(window, share, shown.to));
    else setQuery(rangeQuery({ span: range.span, fixed: shiftedBy(shown, share, rangeEnd(jvm)) }));
  }
  function resetTime() {
    setQuery({
      ...rangeQuery({ span: range.span }),
      win: undefined,
      cmp: undefined,
      cmpjvm: undefined,
    });
  }

  function share() {
    copy(sharedAddress(location, range, shown));
  }
  const actions: FrameActions = {
    onSandwich: () => setQuery(lookChange(look === "sandwich" ? looks.current.flame : "sandwich")),
    onHide: () => {
      if (selection.name === undefined) return;
      const keys = [...asked.hidden, frameKey(selection.name)];
      setQuery({ ...hiddenChange(keys), frame: undefined, path: undefined });
    },
    onPath: () =>
      (selection.selected > 0 || asked.path) &&
      setQuery({ path: asked.path ? undefined : "root" }, { replace: true }),
    onZoom: () =>
      selection.zoomTo(
        selection.selected,
        look === "table" || look === "sandwich" ? looks.current.flame : look,
      ),
  };

  const keys = profileKeys({
    look,
    looks: looks.current,
    hasPicture: picture !== undefined,
    selection,
    recording: recordings.running !== undefined,
    onLook: (next) => setQuery(lookChange(next)),
    onSearch: () => searchBox.current?.select(),
    actions,
    onCopy: () => selection.name !== undefined && copy(selection.name),
    onShare: share,
    onCompare: () => setComparing(true),
    onCancel: recordings.cancel,
    onShift: shift,
    onResetTime: resetTime,
  });
  return (
    <Screen
      title={`${kind.label} profile \u00b7 ${jvm.service} ${jvm.host}`}
      crumbs={jvmCrumbs(jvm)}
      time={<TimePicker range={range} shown={shown} live={jvm.state === "live"} now={now} />}
      bar={<JvmBar jvm={jvm} tab="profile" query={query} now={now} />}
      keys={[...keys, tabKeys(jvm.id, query)]}
      jump={{ jvm: { id: jvm.id, name: jvm.host }, more: () => frameTargets(picture, selection) }}
      source={
        current && (
          <>
            {current.intervalNanos !== undefined && (
              <span>one sample is {span(current.intervalNanos / 1e6)} of CPU</span>
            )}
            <span>{samplesText(current.samples)}</span>
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
          only={["cpu-profile", `${kind.event}-profile`, "process-cpu"]}
        />
        <div className="tools">
          <EventSwitch
            kind={kind}
            coverage={seen.coverage}
            onChoose={(event) => setQuery(eventChange(event))}
          />
          {(seen.threads.length > 0 || thread !== undefined) && (
            <ThreadPicker
              threads={seen.threads}
              count={seen.threadCount}
              thread={thread}
              kind={kind}
            />
          )}
          <SearchBox
            box={searchBox}
            word="Search"
            label="Search frames"
            placeholder="Search class or method"
            className="mono-input"
            text={asked.text}
            onEnter={selection.nextMatch}
          >
            {picture?.matches &&
              `${percentFine(part(picture.matches.width, picture.tree.total[0]!))}, ${plural(picture.matches.count, "frame")}`}
          </SearchBox>
          <span className="push" />
          <Segmented
            label="View"
            choices={LOOKS}
            chosen={look}
            onChoose={(next) => setQuery(lookChange(next))}
          />
          <ComparePicker
            jvm={jvm}
            interval={interval}
            comparison={comparison}
            open={comparing}
            onOpen={setComparing}
            onCompare={compare}
          />
          {picture && <Download jvm={jvm} query={file} />}
          <ShareButton copied={copied?.startsWith(location.origin) === true} onShare={share} />
        </div>
        <TimeBrush
          jvm={jvm}
          kind={here}
          series={found}
          shown={shown}
          window={window}
          onChange={setWindow}
          other={comparison?.jvm === undefined ? comparison : undefined}
          onOther={compare}
          coverage={seen.coverage}
        />
        {comparison && (
          <ComparedNotice comparison={comparison} now={now} onEnd={() => compare(undefined)} />
        )}
        {here.onCommand && (
          <Recording
            kind={here}
            recordings={recordings}
            live={jvm.state === "live"}
            now={now}
            onOpen={openRecording}
          />
        )}
        {profile.error &&
          (answered ? (
            !stale && <StaleNotice error={profile.error} since={profile.loadedAt} />
          ) : (
            <Failure error={profile.error} onRetry={profile.retry} />
          ))}
        {slow && <p className="waiting">Merging the samples of this window</p>}
        {current && <ProfileNotes notes={current.notes} />}
        {answered && current && !sampled(current) && !recordings.running && (
          <NoSamples
            jvm={jvm}
            kind={here}
            interval={current}
            thread={thread}
            windowed={window !== undefined}
            now={now}
            onWhole={() => setWindow(undefined)}
          />
        )}
        {picture && (
          <HiddenNotice hidden={picture.hidden} keys={asked.hidden} weight={kind.weight} />
        )}
        {picture && picture.tree.total[0]! > 0 && !(profile.error && !answered) && (
          <ProfileBody
            picture={picture}
            selection={selection}
            scale={scale}
            question={
              comparison ? undefined : { jvm, event: kind.event, ...whole(interval), thread }
            }
            look={look}
            path={asked.path}
            sort={asked.sort}
            actions={actions}
            copied={copied}
            onCopy={copy}
          />
        )}
      </div>
    </Screen>
  );
}

const NOTHING: never[] = [];

/** The shown time, made long enough to hold a window. */
function around(shown: Interval, window: Interval): Interval {
  return { from: Math.min(shown.from, window.from), to: Math.max(shown.to, window.to) };
}
