import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventReader, type Hint, type readLive } from "../src/api/live";
import { LiveNews, type Listener } from "../src/state/live";

const TEXT =
  ':\n\nevent: series\ndata: {"jvm":"a","time":1}\n\n:\n\nevent: jvm\ndata: {"jvm":"b","time":2}\n\n';

describe("EventReader", () => {
  it("findsTheSameHintsHoweverTheStreamIsCut", () => {
    for (let cut = 0; cut <= TEXT.length; cut++) {
      const hints: Hint[] = [];
      const reader = new EventReader((hint) => hints.push(hint));
      reader.push(TEXT.slice(0, cut));
      reader.push(TEXT.slice(cut));
      expect(hints).toEqual([
        { kind: "series", jvm: "a" },
        { kind: "jvm", jvm: "b" },
      ]);
    }
  });

  it("passesOverWhatItDoesNotKnow", () => {
    const hints: Hint[] = [];
    new EventReader((hint) => hints.push(hint)).push("event: x\ndata: {\n\nid: 7\n\n" + TEXT);
    expect(hints).toHaveLength(2);
  });
});

/** A stream that a test opens, feeds and breaks. */
class Stream {
  readonly broken: Promise<void>;
  private resolve!: () => void;

  constructor(
    readonly jvm: string | undefined,
    readonly signal: AbortSignal,
    readonly open: () => void,
    readonly hint: (hint: Hint) => void,
  ) {
    this.broken = new Promise((resolve) => (this.resolve = resolve));
    signal.addEventListener("abort", () => this.resolve());
  }

  end() {
    this.resolve();
  }
}

describe("LiveNews", () => {
  let streams: Stream[];
  let visible: boolean;
  let live: LiveNews;
  const read: typeof readLive = (jvm, signal, onOpen, onHint) => {
    const stream = new Stream(jvm, signal, onOpen, onHint);
    streams.push(stream);
    return stream.broken;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    streams = [];
    visible = true;
    live = new LiveNews(read, () => visible);
  });
  afterEach(() => vi.useRealTimers());

  function listener(kinds: Hint["kind"][], jvm?: string): Listener & { heard: string[] } {
    const heard: string[] = [];
    return {
      heard,
      concern: { kinds, jvm },
      onHint: () => heard.push("hint"),
      onEnd: () => heard.push("end"),
    };
  }
  const settled = () => vi.advanceTimersByTimeAsync(0);

  it("opensOneStreamForAllAndTellsEachWhatConcernsIt", async () => {
    const series = listener(["series"], "a");
    const jvm = listener(["jvm"], "a");
    live.listen(series);
    live.listen(jvm);
    await settled();
    expect(streams.map((stream) => stream.jvm)).toEqual(["a"]);
    expect(live.isOpen()).toBe(false);
    streams[0]!.open();
    expect(live.isOpen()).toBe(true);
    streams[0]!.hint({ kind: "series", jvm: "a" });
    streams[0]!.hint({ kind: "series", jvm: "b" });
    expect([series.heard, jvm.heard]).toEqual([["hint"], []]);
  });

  it("asksForAllJvmsOnceSomebodyWantsThem", async () => {
    const deafen = live.listen(listener(["series"], "a"));
    await settled();
    deafen();
    live.listen(listener(["jvm"]));
    await settled();
    expect(streams.map((stream) => stream.jvm)).toEqual(["a", undefined]);
    expect(streams[0]!.signal.aborted).toBe(true);
  });

  it("isClosedWhileNobodyListensOrThePageIsHidden", async () => {
    const one = listener(["jvm"]);
    const deafen = live.listen(one);
    await settled();
    streams[0]!.open();
    visible = false;
    live.changed();
    await settled();
    expect(streams[0]!.signal.aborted).toBe(true);
    expect(one.heard).toEqual(["end"]);
    visible = true;
    live.changed();
    await settled();
    expect(streams).toHaveLength(2);
    deafen();
    await settled();
    expect(streams[1]!.signal.aborted).toBe(true);
  });

  it("saysThatTheStreamBrokeAndTriesAgainMoreAndMoreSeldom", async () => {
    const one = listener(["jvm"]);
    live.listen(one);
    await settled();
    streams[0]!.open();
    streams[0]!.end();
    await settled();
    expect(one.heard).toEqual(["end"]);
    expect(live.isOpen()).toBe(false);
    for (const [millis, count] of [
      [4_999, 1],
      [1, 2],
      [9_999, 2],
      [1, 3],
      [20_000, 4],
      [40_000, 5],
      [60_000, 6],
      [60_000, 7],
    ] as const) {
      await vi.advanceTimersByTimeAsync(millis);
      expect(streams).toHaveLength(count);
      if (count > 1) streams.at(-1)!.end();
      await settled();
    }
    expect(one.heard).toEqual(["end"]);
  });
});
