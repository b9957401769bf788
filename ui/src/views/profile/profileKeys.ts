import type { KeyBinding } from "../../state/keys";
import { timeKeys } from "../jvm/timeKeys";
import type { ProfileLook } from "./profileQuery";
import type { Selection } from "./useSelection";

interface ProfileKeysOptions {
  look: ProfileLook;
  /** The look to return to from the table. */
  canvasLook: ProfileLook;
  hasPicture: boolean;
  selection: Selection;
  /** Whether a recording runs, which Escape then cancels. */
  recording: boolean;
  onLook: (look: ProfileLook) => void;
  onSearch: () => void;
  onCopy: () => void;
  onCompare: () => void;
  onCancel: () => void;
  onShift: (share: number) => void;
  onResetTime: () => void;
}

/** The keys of the profile page; those of the flame graph only while it is there. */
export function profileKeys(options: ProfileKeysOptions): KeyBinding[] {
  const { look, canvasLook, hasPicture, selection, recording } = options;
  const time = timeKeys(options.onShift, options.onResetTime);
  const escape: KeyBinding[] = recording
    ? [{ keys: ["Escape"], label: "cancel the recording", run: options.onCancel }]
    : [];
  if (!hasPicture) return [...escape, ...time];
  const onCanvas = look !== "table";
  const canvas: KeyBinding[] = [
    { keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], label: "move" },
    {
      keys: ["Enter"],
      label: "zoom",
      run: () => selection.selected > 0 && selection.zoomTo(selection.selected),
    },
    { keys: ["Backspace"], label: "zoom out", run: selection.zoomOut },
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
      keys: ["T"],
      label: onCanvas ? "table" : "graph",
      run: () => options.onLook(onCanvas ? "table" : canvasLook),
    },
    { keys: ["/"], label: "search", run: options.onSearch },
    { keys: ["N"], label: "next match", run: selection.nextMatch },
    { keys: ["C"], label: "compare", run: options.onCompare },
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
