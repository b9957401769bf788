import { describe, expect, it } from "vitest";
import { profileKeys } from "../src/views/profile/profileKeys";
import type { ProfileLook } from "../src/views/profile/profileQuery";
import { guide } from "./fixtures/guide.mjs";

const nothing = () => {};

function keys(look: ProfileLook, asked: ProfileLook[] = []) {
  return profileKeys({
    look,
    looks: { graph: "sandwich", flame: "icicle" },
    hasPicture: true,
    selection: {
      zoom: 0,
      selected: -1,
      frame: -1,
      name: undefined,
      select: nothing,
      zoomTo: nothing,
      zoomOut: nothing,
      pick: nothing,
      nextMatch: nothing,
    },
    recording: false,
    actions: { onSandwich: nothing, onHide: nothing, onPath: nothing, onZoom: nothing },
    onLook: (next) => asked.push(next),
    onSearch: nothing,
    onCopy: nothing,
    onShare: nothing,
    onCompare: nothing,
    onCancel: nothing,
    onShift: nothing,
    onResetTime: nothing,
  });
}

function pressed(look: ProfileLook, key: string): ProfileLook | undefined {
  const asked: ProfileLook[] = [];
  keys(look, asked)
    .find((each) => each.keys.includes(key))
    ?.run?.(key);
  return asked[0];
}

describe("the keys of the profile", () => {
  it("leadFromEachViewToTheOthersAndBack", () => {
    expect(pressed("flame", "S")).toBe("sandwich");
    expect(pressed("sandwich", "S")).toBe("icicle");
    expect(pressed("sandwich", "T")).toBe("table");
    expect(pressed("table", "T")).toBe("sandwich");
    expect(pressed("table", "S")).toBe("sandwich");
    expect(pressed("flame", "I")).toBe("icicle");
  });

  it("areEachBoundOnce", () => {
    for (const look of ["flame", "icicle", "sandwich", "table"] as const) {
      const all = keys(look).flatMap((each) => each.keys);
      expect(new Set(all).size, look).toBe(all.length);
    }
  });

  it("areAllToldInTheGuide", () => {
    const told: Record<string, string> = { Escape: "Esc" };
    for (const key of keys("flame").flatMap((each) => each.keys)) {
      const word = key.startsWith("Arrow") ? "arrows" : `\`${told[key] ?? key}\``;
      expect(guide, key).toContain(word);
    }
  });
});
