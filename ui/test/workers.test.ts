import { describe, expect, it } from "vitest";
import type { SeriesAnswer } from "../src/api/client";
import { wasFull, workerRows } from "../src/views/loops/workerRows";

function answer(
  ...series: [name: string, id: string, framework: string | undefined, ...values: number[]][]
): SeriesAnswer {
  return {
    from: 0,
    to: 20_000,
    histograms: [],
    series: series.map(([name, id, framework, ...values]) => ({
      name: `diag.workers.${name}`,
      unit: "{thread}",
      labels: {
        "diag.workers": `pool-${id}`,
        "diag.workers.id": id,
        ...(framework ? { "diag.workers.framework": framework } : {}),
      },
      points: values.map((value, i) => [i * 5_000, value]),
    })),
  };
}

describe("Workers", () => {
  it("tellsTheLastAndTheMostOfEachPool", () => {
    const rows = workerRows(
      answer(
        ["busy", "1", "tomcat", 3, 200, 40],
        ["max", "1", "tomcat", 200, 200, 200],
        ["queued", "1", "tomcat", 0, 35, 0],
      ),
    );
    expect(rows).toEqual([
      {
        id: "1",
        name: "pool-1",
        framework: "tomcat",
        busy: 40,
        mostBusy: 200,
        max: 200,
        queued: 0,
        mostQueued: 35,
      },
    ]);
    expect(wasFull(rows[0]!)).toBe(true);
  });

  it("leavesAbsentWhatIsNotKnown", () => {
    const [row] = workerRows(answer(["busy", "1", undefined, 3]));
    expect(row).toEqual({ id: "1", name: "pool-1", busy: 3, mostBusy: 3 });
    expect(wasFull(row!)).toBe(false);
  });

  it("putsServersFirstAndThenTheFullest", () => {
    const rows = workerRows(
      answer(
        ["busy", "1", undefined, 4],
        ["max", "1", undefined, 4],
        ["busy", "2", undefined, 5],
        ["max", "2", undefined, 50],
        ["busy", "3", "jetty", 0],
      ),
    );
    expect(rows.map((row) => row.id)).toEqual(["3", "1", "2"]);
  });

  it("isEmptyWithoutSeries", () => {
    expect(workerRows(undefined)).toEqual([]);
  });
});
