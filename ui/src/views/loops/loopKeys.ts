import type { KeyBinding } from "../../state/keys";

interface LoopKeysOptions {
  hasLoops: boolean;
  hasEpisode: boolean;
  hasStack: boolean;
  expanded: boolean;
  copied: boolean;
  onEpisode: (step: 1 | -1) => void;
  onLoop: (step: 1 | -1) => void;
  onOpen: () => void;
  onExpand: () => void;
  onCopy: () => void;
  onClear: () => void;
}

/** The keys of the event loops; those of an episode only while there is one. */
export function loopKeys(options: LoopKeysOptions): KeyBinding[] {
  if (!options.hasLoops) return [];
  const episode: KeyBinding[] = [
    {
      keys: ["J", "K"],
      label: "episode",
      run: (key) => options.onEpisode(key === "J" ? 1 : -1),
    },
  ];
  const stack: KeyBinding[] = [
    {
      keys: ["E"],
      label: options.expanded ? "fold frames" : "expand frames",
      run: options.onExpand,
    },
    { keys: ["Y"], label: options.copied ? "stack copied" : "copy stack", run: options.onCopy },
  ];
  return [
    ...(options.hasEpisode ? episode : []),
    { keys: ["H", "L"], label: "loop", run: (key) => options.onLoop(key === "L" ? 1 : -1) },
    ...(options.hasEpisode
      ? [{ keys: ["Enter"], label: "open in Profile", run: options.onOpen }]
      : []),
    ...(options.hasStack ? stack : []),
    { keys: ["Escape"], label: "all loops", run: options.onClear, helpOnly: true },
  ];
}
