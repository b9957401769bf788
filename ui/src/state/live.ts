import { readLive, type Hint, type HintKind } from "../api/live";

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
 * The one live stream of this page. It is open while anybody listens and the page is visible: a
 * browser has only six connections to a host for all its tabs.
 */
export class LiveNews {
  private readonly listeners = new Set<Listener>();
  private stream: { jvm: string | undefined; abort: AbortController } | undefined;
  private open = false;
  private retryMillis = FIRST_RETRY_MILLIS;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private settling = false;

  constructor(
    private readonly read: typeof readLive,
    private readonly isVisible: () => boolean,
  ) {}

  /** Whether hints come, so that asking can wait for them. */
  isOpen(): boolean {
    return this.open;
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
    const wanted = this.listeners.size > 0 && this.isVisible();
    const jvm = this.onlyJvm();
    if (wanted && this.stream?.jvm === jvm && this.stream !== undefined) return;
    this.stop();
    if (wanted && this.retry === undefined) void this.start(jvm);
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
      },
      (hint) => this.tell(hint),
    );
    if (this.stream !== stream) return;
    this.stop();
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.settle();
    }, this.retryMillis);
    this.retryMillis = Math.min(2 * this.retryMillis, LONGEST_RETRY_MILLIS);
  }

  private stop(): void {
    this.stream?.abort.abort();
    this.stream = undefined;
    if (!this.open) return;
    this.open = false;
    for (const listener of [...this.listeners]) listener.onEnd();
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
