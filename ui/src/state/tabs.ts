import type { Hint } from "../api/live";

/** What a tab tells the others about itself. */
export interface TabState {
  /** The JVM it shows; null for several. */
  jvm: string | null;
  /** Whether it could hold the stream. */
  ready: boolean;
  /** Whether it holds the stream, and hints come. */
  open: boolean;
}

export type Message =
  | { type: "here"; tab: string; state: TabState; asks: boolean }
  | { type: "gone"; tab: string }
  | { type: "hint"; hint: Hint };

/** Carries messages to all other tabs with pages of this collector. */
export interface Channel {
  post(message: Message): void;
  hear(listener: (message: Message) => void): void;
}

const BEAT_MILLIS = 2_000;

// More than two beats: a tab that draws something large is late, but not gone.
const FORGET_MILLIS = 5_000;

// What the others need to answer one that is new.
const SETTLE_MILLIS = 300;

/** The tabs of this browser, where there is a way to talk to them; plain http has no locks. */
export function tabChannel(): Channel | undefined {
  if (typeof BroadcastChannel === "undefined") return undefined;
  const channel = new BroadcastChannel("diag-live-1");
  return {
    post: (message) => channel.postMessage(message),
    hear: (listener) => (channel.onmessage = ({ data }) => listener(data as Message)),
  };
}

/**
 * The tabs that are shown now, of which one leads: the one that has been here longest. It holds the
 * live stream and passes the hints on, since a browser has only six connections to a host for all
 * its tabs. Two may lead for a moment, which does no harm; without a channel none does.
 */
export class Tabs {
  private readonly others = new Map<string, { state: TabState; heardAt: number }>();
  private name: string | undefined;
  private state: TabState = { jvm: null, ready: false, open: false };
  private settled = false;
  private beat: ReturnType<typeof setInterval> | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly channel: Channel | undefined,
    private readonly onChange: () => void,
    private readonly onHint: (hint: Hint) => void,
  ) {
    channel?.hear((message) => this.hear(message));
  }

  /** Takes part from now on, as this. */
  show(state: TabState): void {
    const before = this.state;
    this.state = state;
    if (this.name === undefined) this.enter();
    else if (!same(before, state)) this.say(false);
  }

  leave(): void {
    if (this.name === undefined) return;
    clearInterval(this.beat);
    clearTimeout(this.settling);
    this.channel?.post({ type: "gone", tab: this.name });
    this.name = undefined;
    this.others.clear();
  }

  /** Goes to the end of the line: another tab may be luckier. */
  yield(): void {
    if (this.name === undefined) return;
    this.channel?.post({ type: "gone", tab: this.name });
    this.name = newName();
    this.say(false);
  }

  leads(): boolean {
    const { name } = this;
    if (this.channel === undefined || name === undefined) return false;
    if (!this.settled || !this.state.ready) return false;
    return [...this.others].every(([other, { state }]) => !state.ready || name < other);
  }

  /** Whether hints come from another tab. */
  othersHear(): boolean {
    return [...this.others.values()].some(({ state }) => state.open);
  }

  /** The JVM that all tabs show, if it is one. */
  onlyJvm(): string | undefined {
    const jvms = new Set([...this.others.values()].map(({ state }) => state.jvm));
    jvms.add(this.state.jvm);
    return jvms.size === 1 ? (this.state.jvm ?? undefined) : undefined;
  }

  pass(hint: Hint): void {
    this.channel?.post({ type: "hint", hint });
  }

  private enter(): void {
    this.name = newName();
    this.settled = false;
    this.say(true);
    this.beat = setInterval(() => this.onBeat(), BEAT_MILLIS);
    this.settling = setTimeout(() => {
      this.settled = true;
      this.onChange();
    }, SETTLE_MILLIS);
  }

  private onBeat(): void {
    this.say(false);
    const before = this.others.size;
    for (const [tab, { heardAt }] of this.others) {
      if (Date.now() - heardAt > FORGET_MILLIS) this.others.delete(tab);
    }
    if (this.others.size < before) this.onChange();
  }

  private say(asks: boolean): void {
    this.channel?.post({ type: "here", tab: this.name!, state: this.state, asks });
  }

  private hear(message: Message): void {
    if (this.name === undefined) return;
    if (message.type === "hint") {
      this.onHint(message.hint);
    } else if (message.type === "gone") {
      if (this.others.delete(message.tab)) this.onChange();
    } else {
      const known = this.others.get(message.tab);
      this.others.set(message.tab, { state: message.state, heardAt: Date.now() });
      if (message.asks) this.say(false);
      if (known === undefined || !same(known.state, message.state)) this.onChange();
    }
  }
}

/** Names sort by age. */
function newName(): string {
  return `${String(Date.now()).padStart(15, "0")}-${Math.random()}`;
}

function same(a: TabState, b: TabState): boolean {
  return a.jvm === b.jvm && a.ready === b.ready && a.open === b.open;
}
