import type { LiveNews } from "./live";

export interface Question {
  load: (signal: AbortSignal) => Promise<void>;
  /** Asked once when absent. May change: see paceChanged. */
  everyMillis?: number;
  /** Whether load may be tried again after it failed. */
  goesOn: () => boolean;
}

// What changes by silence alone, such as a JVM that was lost, has no hint.
const SLOWER_WITH_HINTS = 3;

// Many JVMs hint all the time: between two answers a page must have time to show one.
const GAP_SHARE = 0.2;

/** Asks on and on: after a hint soon, without hints from time to time. */
export class Polling {
  private readonly abort = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private hinted = false;
  private askedAt = 0;

  constructor(
    private readonly question: Question,
    private readonly live: Pick<LiveNews, "isOpen"> | undefined,
    private readonly isVisible: () => boolean,
  ) {}

  async ask(): Promise<void> {
    clearTimeout(this.timer);
    this.asking = true;
    this.hinted = false;
    this.askedAt = Date.now();
    await this.question.load(this.abort.signal);
    this.asking = false;
    if (this.abort.signal.aborted || !this.question.goesOn()) return;
    if (this.hinted) this.hint();
    else this.askLater();
  }

  /** There is something new. */
  hint(): void {
    this.hinted = true;
    const { everyMillis } = this.question;
    if (everyMillis !== undefined) this.askIn(this.askedAt + GAP_SHARE * everyMillis - Date.now());
  }

  /** Hints do not come any more. */
  hintsEnded(): void {
    this.askLater();
  }

  /** The question is worth asking at another interval than before. */
  paceChanged(): void {
    if (this.asking || !this.question.goesOn()) return;
    if (this.hinted) this.hint();
    else this.askLater();
  }

  /** The page is shown or hidden. */
  visibilityChanged(): void {
    if (this.isVisible()) this.askIn(0);
  }

  stop(): void {
    this.abort.abort();
    clearTimeout(this.timer);
  }

  private askLater(): void {
    const { everyMillis } = this.question;
    if (everyMillis === undefined) return;
    this.askIn(this.live?.isOpen() ? SLOWER_WITH_HINTS * everyMillis : everyMillis);
  }

  private askIn(millis: number): void {
    if (this.question.everyMillis === undefined || this.asking || !this.isVisible()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), Math.max(0, millis));
  }
}
