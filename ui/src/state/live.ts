import { readLive, type Hint, type HintKind } from "../api/live";
import { Tabs, type Channel } from "./tabs";

/** What a view shows: which kinds of news concern it, of one JVM or of all. */
export interface Concern {
  kinds: readonly HintKind[];
  jvm?: string;
}

export interface Listener {
  concern: Concern;
  onHint: () => void;
  /** The stream that was open is not any more. */
  onEnd: () => void;
}

const FIRST_RETRY_MILLIS = 5_000;
const LONGEST_RETRY_MILLIS = 60_000;

/**
 * Tells the views of this page what is new: by a live stream, which one of the browser's visible
 * tabs holds for all, while anybody listens.
 */
export class LiveNews {
  private readonly listeners = new Set<Listener>();
  private readonly tabs: Tabs;
  private stream: { jvm: string | undefined; abort: AbortController } | undefined;
  private open = false;
  private wasOpen = false;
  private retryMillis = FIRST_RETRY_MILLIS;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private settling = false;

  /**
   * @param channel to the other tabs; without one there is no stream, as it would take its
   *     connection from them
   */
  constructor(
    private readonly read: typeof readLive,
    private readonly isVisible: () => boolean,
    channel: Channel | undefined,
  ) {
    this.tabs = new Tabs(
      channel,
      () => this.settleSoon(),
      (hint) => this.tell(hint),
    );
  }

  /** Whether hints come, so that asking can wait for them. */
  isOpen(): boolean {
    return this.open || this.tabs.othersHear();
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    this.settleSoon();
    return () => {
      this.listeners.delete(listener);
      this.settleSoon();
    };
  }

  /** To be called when the page is shown or hidden, or has another token. */
  changed(): void {
    this.retryMillis = FIRST_RETRY_MILLIS;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.settleSoon();
  }

  /** Later, since a view that goes is followed by one that comes. */
  private settleSoon(): void {
    if (this.settling) return;
    this.settling = true;
    queueMicrotask(() => {
      this.settling = false;
      this.settle();
    });
  }

  private settle(): void {
    if (this.listeners.size > 0 && this.isVisible()) {
      this.show();
      const leads = this.tabs.leads();
      const jvm = this.tabs.onlyJvm();
      if (!leads || this.stream === undefined || this.stream.jvm !== jvm) {
        this.stop();
        if (leads) void this.start(jvm);
        this.show();
      }
    } else {
      this.stop();
      this.tabs.leave();
    }
    const ended = this.wasOpen && !this.isOpen();
    this.wasOpen = this.isOpen();
    if (ended) for (const listener of [...this.listeners]) listener.onEnd();
  }

  private show(): void {
    this.tabs.show({
      jvm: this.onlyJvm() ?? null,
      ready: this.retry === undefined,
      open: this.open,
    });
  }

  private async start(jvm: string | undefined): Promise<void> {
    const stream = { jvm, abort: new AbortController() };
    this.stream = stream;
    await this.read(
      jvm,
      stream.abort.signal,
      () => {
        if (this.stream !== stream) return;
        this.open = true;
        this.retryMillis = FIRST_RETRY_MILLIS;
        this.settle();
      },
      (hint) => {
        if (this.stream !== stream) return;
        this.tell(hint);
        this.tabs.pass(hint);
      },
    );
    if (this.stream !== stream) return;
    this.stop();
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.settle();
    }, this.retryMillis);
    this.retryMillis = Math.min(2 * this.retryMillis, LONGEST_RETRY_MILLIS);
    this.tabs.yield();
    this.settle();
  }

  private stop(): void {
    this.stream?.abort.abort();
    this.stream = undefined;
    this.open = false;
  }

  private tell(hint: Hint): void {
    for (const { concern, onHint } of [...this.listeners]) {
      const here = concern.jvm === undefined || concern.jvm === hint.jvm;
      if (here && concern.kinds.includes(hint.kind)) onHint();
    }
  }

  /** The JVM that all listen for, if it is one. */
  private onlyJvm(): string | undefined {
    const jvms = new Set([...this.listeners].map((listener) => listener.concern.jvm));
    return jvms.size === 1 ? [...jvms][0] : undefined;
  }
}
