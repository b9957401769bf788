import { describe, expect, it, vi } from "vitest";
import { readRange } from "../src/state/range";
import { hiddenChange, readProfileQuery } from "../src/views/profile/profileQuery";

// The address of a page, which a browser would have.
vi.stubGlobal("window", { addEventListener: () => {} });
const { sharedAddress } = await import("../src/views/profile/ShareButton");

const page = (search: string) => ({
  origin: "http://collector:7070",
  pathname: "/jvm/7/profile",
  search,
});

describe("the address that is shared", () => {
  const shown = { from: 1_000, to: 2_000 };

  it("saysTheTimesThatALiveRangeShowsNow", () => {
    const search = "?range=3h&event=alloc&frame=abc&cmp=1,2";
    const shared = new URL(
      sharedAddress(page(search), readRange(new URLSearchParams(search)), shown),
    );
    expect(shared.origin + shared.pathname).toBe("http://collector:7070/jvm/7/profile");
    expect(readRange(shared.searchParams).fixed).toEqual(shown);
    expect(shared.searchParams.get("frame")).toBe("abc");
    expect(shared.searchParams.get("cmp")).toBe("1,2");
  });

  it("leavesTimesThatStandStillAsTheyAre", () => {
    const search = "?from=5000&to=9000&win=6000,7000";
    const shared = sharedAddress(page(search), readRange(new URLSearchParams(search)), shown);
    expect(shared).toBe(`http://collector:7070/jvm/7/profile${search}`);
  });
});

describe("hidden frames in the address", () => {
  it("areReadBackAsTheyWereWrittenAndEachOnce", () => {
    const { hide } = hiddenChange(["a", "b", "a"]);
    const asked = readProfileQuery(new URLSearchParams({ hide: hide! }));
    expect(asked.hidden).toEqual(["a", "b"]);
    expect(hiddenChange([]).hide).toBeUndefined();
  });

  it("areFewHoweverManySomebodyWrites", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `k${i}`).join(",");
    expect(readProfileQuery(new URLSearchParams({ hide: many })).hidden.length).toBe(50);
    expect(readProfileQuery(new URLSearchParams()).hidden).toEqual([]);
  });
});
