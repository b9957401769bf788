import type { KeyBinding } from "../../state/keys";
import { timeKeys } from "../jvm/timeKeys";
import type { FrameActions } from "./DetailsActions";
import type { ProfileLook } from "./profileQuery";
import type { Selection } from "./useSelection";

interface ProfileKeysOptions {
  look: ProfileLook;
  looks: LastLooks;
  hasPicture: boolean;
  selection: Selection;
  /** Whether a recording runs, which Escape then cancels. */
  recording: boolean;
  onLook: (look: ProfileLook) => void;
  onSearch: () => void;
  actions: FrameActions;
  onCopy: () => void;
  onShare: () => void;
  onCompare: () => void;
  onCancel: () => void;
  onShift: (share: number) => void;
  onResetTime: () => void;
}

/** The looks to return to. */
export interface LastLooks {
  /** From the table. */
  graph: ProfileLook;
  /** From the sandwich. */
  flame: ProfileLook;
}

/** The keys of the profile page; those of the flame graph only while it is there. */
export function profileKeys(options: ProfileKeysOptions): KeyBinding[] {
  const { look, looks, hasPicture, selection, recording, actions } = options;
  const share: KeyBinding = { keys: ["L"], label: "copy link", run: options.onShare };
  const time = [...timeKeys(options.onShift, options.onResetTime), share];
  const escape: KeyBinding[] = recording
    ? [{ keys: ["Escape"], label: "cancel the recording", run: options.onCancel }]
    : [];
  if (!hasPicture) return [...escape, ...time];
  const onCanvas = look !== "table";
  const inSandwich = look === "sandwich";
  const zooms: KeyBinding[] = [
    {
      keys: ["Enter"],
      label: "zoom",
      run: () => selection.selected > 0 && selection.zoomTo(selection.selected),
    },
    { keys: ["Backspace"], label: "zoom out", run: selection.zoomOut },
  ];
  const canvas: KeyBinding[] = [
    { keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], label: "move" },
    ...(inSandwich ? [{ keys: ["Enter"], label: "put in the middle" }] : zooms),
    {
      keys: ["I"],
      label: look === "icicle" ? "flame" : "icicle",
      run: () => options.onLook(look === "icicle" ? "flame" : "icicle"),
    },
  ];
  return [
    ...escape,
    ...(onCanvas ? canvas : []),
    {
      keys: ["S"],
      label: inSandwich ? "whole graph" : "sandwich",
      run: () => options.onLook(inSandwich ? looks.flame : "sandwich"),
    },
    {
      keys: ["T"],
      label: onCanvas ? "table" : "graph",
      run: () => options.onLook(onCanvas ? "table" : looks.graph),
    },
    { keys: ["/"], label: "search", run: options.onSearch },
    { keys: ["N"], label: "next match", run: selection.nextMatch },
    { keys: ["C"], label: "compare", run: options.onCompare },
    { keys: ["H"], label: "hide the frame", run: actions.onHide, helpOnly: true },
    { keys: ["R"], label: "path to root", run: actions.onPath, helpOnly: true },
    { keys: ["Y"], label: "copy frame", run: options.onCopy, helpOnly: true },
    ...(recording
      ? []
      : [
          {
            keys: ["Escape"],
            label: "select nothing",
            run: () => selection.select(-1),
            helpOnly: true,
          },
        ]),
    ...time.map((key) => ({ ...key, helpOnly: true })),
  ];
}
