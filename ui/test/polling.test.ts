import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Polling } from "../src/state/polling";

describe("Polling", () => {
  let asked: number[];
  let open: boolean;
  let visible: boolean;
  let goesOn: boolean;
  let takesMillis: number;
  let start: number;

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    open = true;
    visible = true;
    goesOn = true;
    takesMillis = 0;
    start = Date.now();
  });
  afterEach(() => vi.useRealTimers());

  function polling(everyMillis: number | undefined) {
    const load = async () => {
      asked.push(Date.now() - start);
      if (takesMillis > 0) await new Promise((resolve) => setTimeout(resolve, takesMillis));
    };
    const question = { load, everyMillis, goesOn: () => goesOn };
    const made = new Polling(question, { isOpen: () => open }, () => visible);
    void made.ask();
    return made;
  }
  const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);

  it("asksAtItsIntervalWithoutHints", async () => {
    open = false;
    polling(5_000);
    await pass(15_100);
    expect(asked).toEqual([0, 5_000, 10_000, 15_000]);
  });

  it("takesUpAnotherPaceWithoutAskingAtOnce", async () => {
    open = false;
    const question = {
      load: async () => void asked.push(Date.now() - start),
      everyMillis: 5_000,
      goesOn: () => goesOn,
    };
    const made = new Polling(question, { isOpen: () => open }, () => visible);
    void made.ask();
    await pass(1_000);
    question.everyMillis = 15_000;
    made.paceChanged();
    await pass(14_900);
    expect(asked).toEqual([0]);
    await pass(200);
    expect(asked).toEqual([0, 16_000]);
  });

  it("keepsAHintWhenThePaceChanges", async () => {
    const made = polling(5_000);
    await pass(100);
    made.hint();
    made.paceChanged();
    await pass(1_000);
    expect(asked).toEqual([0, 1_000]);
  });

  it("asksSeldomWhileHintsCome", async () => {
    polling(5_000);
    await pass(16_000);
    expect(asked).toEqual([0, 15_000]);
  });

  it("asksAtOnceAfterAHint", async () => {
    const made = polling(5_000);
    await pass(4_000);
    made.hint();
    await pass(0);
    expect(asked).toEqual([0, 4_000]);
  });

  it("leavesAGapBetweenAnswersHoweverManyHintsCome", async () => {
    const made = polling(5_000);
    for (let i = 0; i < 100; i++) {
      await pass(100);
      made.hint();
    }
    expect(asked.slice(0, 4)).toEqual([0, 1_000, 2_000, 3_000]);
    expect(asked.length).toBeLessThanOrEqual(11);
  });

  it("asksAgainAfterAHintThatCameWhileItAsked", async () => {
    takesMillis = 3_000;
    const made = polling(5_000);
    await pass(1_500);
    made.hint();
    await pass(1_600);
    expect(asked).toEqual([0, 3_001]);
  });

  it("goesBackToItsIntervalWhenTheStreamBreaks", async () => {
    const made = polling(5_000);
    await pass(2_000);
    open = false;
    made.hintsEnded();
    await pass(10_100);
    expect(asked).toEqual([0, 7_000, 12_000]);
  });

  it("isSilentWhileHiddenAndAsksWhenShown", async () => {
    const made = polling(5_000);
    visible = false;
    await pass(1);
    made.hint();
    await pass(60_000);
    expect(asked).toEqual([0]);
    visible = true;
    made.visibilityChanged();
    await pass(0);
    expect(asked).toEqual([0, 60_001]);
  });

  it("asksOnceWithoutAnIntervalAndNotAgainWhenRefused", async () => {
    polling(undefined).hint();
    await pass(60_000);
    expect(asked).toEqual([0]);
    goesOn = false;
    open = false;
    polling(5_000);
    await pass(60_000);
    expect(asked).toHaveLength(2);
  });

  it("stopsForGood", async () => {
    const made = polling(5_000);
    made.stop();
    made.hint();
    made.hintsEnded();
    await pass(60_000);
    expect(asked).toEqual([0]);
  });
});
