import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventReader, type Hint, type readLive } from "../src/api/live";
import { LiveNews, type Listener } from "../src/state/live";
import type { Channel, Message } from "../src/state/tabs";

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

/** Carries messages between the tabs of a test, later as a browser does. */
class Browser {
  private readonly ears = new Map<Channel, (message: Message) => void>();

  channel(): Channel {
    const channel: Channel = {
      post: (message) => {
        for (const [other, ear] of this.ears) {
          if (other !== channel) setTimeout(() => ear(message), 1);
        }
      },
      hear: (listener) => this.ears.set(channel, listener),
    };
    return channel;
  }

  /** As when its process is killed. */
  crash(channel: Channel) {
    this.ears.delete(channel);
    channel.post = () => {};
  }
}

describe("LiveNews", () => {
  let streams: Stream[];
  let visible: boolean;
  let live: LiveNews;
  let browser: Browser;
  const read: typeof readLive = (jvm, signal, onOpen, onHint) => {
    const stream = new Stream(jvm, signal, onOpen, onHint);
    streams.push(stream);
    return stream.broken;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    streams = [];
    visible = true;
    browser = new Browser();
    live = new LiveNews(read, () => visible, browser.channel());
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
  const settled = () => vi.advanceTimersByTimeAsync(400);
  const openStreams = () => streams.filter((stream) => !stream.signal.aborted);

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
    await vi.advanceTimersByTimeAsync(0);
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
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(one.heard).toEqual(["end"]);
  });

  it("holdsOneStreamForAllTabsAndPassesItsHintsOn", async () => {
    const heard = await eightTabs();
    expect(streams).toHaveLength(1);
    streams[0]!.open();
    await settled();
    streams[0]!.hint({ kind: "jvm", jvm: "a" });
    await settled();
    expect(heard.map((tab) => tab.listener.heard)).toEqual(heard.map(() => ["hint"]));
    expect(heard.every((tab) => tab.live.isOpen())).toBe(true);
  });

  it("asksForAllJvmsOnceTabsShowSeveral", async () => {
    live.listen(listener(["series"], "a"));
    await settled();
    const second = new LiveNews(read, () => true, browser.channel());
    const deafen = second.listen(listener(["series"], "a"));
    await settled();
    expect(streams.map((stream) => stream.jvm)).toEqual(["a"]);
    deafen();
    second.listen(listener(["series"], "b"));
    await settled();
    expect(streams.map((stream) => stream.jvm)).toEqual(["a", undefined]);
    expect(openStreams()).toHaveLength(1);
  });

  it("hasTheNextTabTakeOverFromOneThatIsHiddenOrCrashed", async () => {
    const tabs = await eightTabs();
    streams[0]!.open();
    await settled();
    tabs[0]!.visible = false;
    tabs[0]!.live.changed();
    await settled();
    expect(tabs[1]!.listener.heard).toEqual(["end"]);
    expect(openStreams()).toEqual([streams[1]]);
    streams[1]!.open();
    browser.crash(tabs[1]!.channel);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(streams).toHaveLength(3);
    streams[2]!.open();
    await settled();
    streams[2]!.hint({ kind: "jvm", jvm: "a" });
    await settled();
    expect(tabs[7]!.listener.heard.at(-1)).toBe("hint");
    tabs[0]!.visible = true;
    tabs[0]!.live.changed();
    await settled();
    expect(streams).toHaveLength(3);
    expect(tabs[0]!.live.isOpen()).toBe(true);
  });

  it("letsAnotherTabTryWhenItsStreamIsRefused", async () => {
    await eightTabs();
    streams[0]!.end();
    await settled();
    expect(streams).toHaveLength(2);
    streams[1]!.open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams).toHaveLength(2);
    expect(streams[1]!.signal.aborted).toBe(false);
  });

  it("leavesItToOneTabWhenSeveralTookTheLeadAtOnce", async () => {
    const others = Array.from({ length: 3 }, () => browser.channel());
    const slow: (() => void)[] = [];
    for (const channel of others) {
      const { post } = channel;
      channel.post = (message) => slow.push(() => post(message));
      new LiveNews(read, () => true, channel).listen(listener(["jvm"]));
      await vi.advanceTimersByTimeAsync(5);
    }
    await settled();
    expect(openStreams()).toHaveLength(3);
    for (let round = 0; round < 5; round++) {
      slow.splice(0).forEach((deliver) => deliver());
      await settled();
    }
    expect(openStreams()).toEqual([streams[0]]);
  });

  it("leavesTheConnectionsToOthersWhereTabsCannotTalk", async () => {
    const alone = new LiveNews(read, () => true, undefined);
    alone.listen(listener(["jvm"]));
    await settled();
    expect(streams).toHaveLength(0);
    expect(alone.isOpen()).toBe(false);
  });

  async function eightTabs() {
    const tabs = [];
    for (let i = 0; i < 8; i++) {
      const channel = browser.channel();
      const tab = { visible: true, channel, listener: listener(["jvm"]) };
      const news = new LiveNews(read, () => tab.visible, channel);
      news.listen(tab.listener);
      tabs.push(Object.assign(tab, { live: news }));
      await vi.advanceTimersByTimeAsync(50);
    }
    await settled();
    return tabs;
  }
});
