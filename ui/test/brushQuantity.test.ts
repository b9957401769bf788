import { describe, expect, it } from "vitest";
import type { Series } from "../src/api/types";
import { brushQuantity } from "../src/views/profile/brushQuantity";

const CPU = one("diag.process.cpu.cores", {}, [1.2, 1.6]);
const SERIES = [
  CPU,
  one("diag.profile.cpu.application", {}, [0.4, 0.5]),
  one("diag.jvm.allocation.rate", {}, [3_000, 5_000]),
  one("jvm.thread.count", { "jvm.thread.daemon": "true" }, [54, 54]),
  one("jvm.thread.count", { "jvm.thread.daemon": "false" }, [13, 58]),
  one("jvm.class.count", {}, [18_400, 20_884]),
  one("jvm.buffer.count", { "jvm.buffer.pool.name": "direct" }, [900, 901]),
  one("jvm.buffer.count", { "jvm.buffer.pool.name": "mapped" }, [1, 3]),
];

function one(name: string, labels: Record<string, string>, values: number[]): Series {
  return { name, labels, unit: "1", points: values.map((value, i) => [i * 5_000, value]) };
}

describe("the strip of time", () => {
  it("showsHowManyThereAreOfWhatIsCounted", () => {
    const threads = brushQuantity("threadstart", SERIES, 4);
    expect(threads).toMatchObject({ name: "Threads", caption: "alive", max: 200 });
    expect(threads.samples!.last).toEqual([67, 112]);
    expect(threads.text(112)).toBe("112 threads");
    const classes = brushQuantity("classload", SERIES, 4);
    expect(classes.axisText(classes.max)).toBe("50,000");
    expect(classes.text(20_884)).toBe("20,884 classes");
  });

  it("hasWholeNumbersAtTheAxisOfFew", () => {
    const files = brushQuantity("filemap", SERIES, 4);
    expect(files.samples!.last).toEqual([1, 3]);
    expect(files.axisText(files.max)).toBe("5");
    const none = brushQuantity("filemap", [zeroMapped()], 4);
    expect(none.axisText(none.max)).toBe("1");
    expect(none.text(0)).toBe("0 mappings");
  });

  it("showsCpuUseWhereTheQuantityIsNotKnown", () => {
    for (const event of ["threadstart", "classload", "filemap", "alloc", "lock"] as const) {
      expect(brushQuantity(event, [CPU], 4)).toMatchObject({
        name: "CPU",
        caption: "cores of 4",
        max: 4,
      });
    }
  });

  it("keepsAllocationInBytesAndApplicationCodeWithinCpu", () => {
    expect(brushQuantity("alloc", SERIES, 4)).toMatchObject({ name: "Allocation", max: 5_120 });
    expect(brushQuantity("alloc", SERIES, 4).text(5_120)).toBe("5 KiB/s");
    expect(brushQuantity("cpu", SERIES, 4).inner!.last).toEqual([0.4, 0.5]);
    expect(brushQuantity("wall", SERIES, 4).inner).toBeUndefined();
    expect(brushQuantity("cpu", SERIES, undefined)).toMatchObject({ caption: "cores", max: 2 });
  });
});

function zeroMapped(): Series {
  return one("jvm.buffer.count", { "jvm.buffer.pool.name": "mapped" }, [0, 0]);
}
