import { parseName, shortName } from "../../flame/names";
import { THREAD } from "../../flame/tree";
import { frameKey } from "../../flame/walk";
import type { JumpTarget } from "../jump/targets";
import type { Picture } from "./usePicture";
import type { Selection } from "./useSelection";

/** The frames of the shown profile, to jump to. */
export function frameTargets(picture: Picture | undefined, selection: Selection): JumpTarget[] {
  if (!picture) return [];
  const { tree, facts } = picture;
  const whole = tree.total[0]!;
  return tree.names.flatMap((name, frame) => {
    const width = facts.width.total[frame]!;
    if (width <= 0 || tree.types[frame] === THREAD) return [];
    const target: JumpTarget = {
      id: `frame ${frameKey(name)}`,
      kind: "frame",
      label: shortName(name),
      detail: parseName(name).package,
      code: true,
      weight: width / whole,
      to: () => selection.pick(frame),
    };
    return [target];
  });
}
