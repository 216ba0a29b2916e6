/** Who is logged in, the crisis, its clock, and what has been read of it; changes make stale reads anew.
 *
 * A read is known by its path. All lists are made by the server from what this person may see: the client
 * filters for convenience, never for secrecy. */

import { crisisOf } from '../api/adapt';
import { get, Problem, setCsrf } from '../api/http';
import { type LiveState, listen } from '../api/live';
import type { CrisisAnswer } from '../api/rows';
import type { Change, Crisis, Me } from '../api/types';

export class Read<T> {
  data = $state.raw<T | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  loading = $state(true);
  readAt = 0;
  wanted = 0;
  private running: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly path: string,
    readonly kinds: readonly string[],
    private readonly fetcher: (path: string, signal: AbortSignal) => Promise<T>,
  ) {}

  async refresh(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.loading = true;
    try {
      const data = await this.fetcher(this.path, running.signal);
      if (this.running !== running) return;
      this.data = data;
      this.problem = undefined;
      this.readAt = Date.now();
    } catch (cause) {
      if (this.running !== running || running.signal.aborted) return;
      this.loading = false;
      if (!(cause instanceof Problem)) throw cause;
      this.problem = cause;
    }
    this.loading = false;
  }

  /** Soon, and once for many changes that come together. */
  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), 60);
  }

  end(): void {
    this.running?.abort();
    clearTimeout(this.timer);
  }
}

function apart<T>(make: () => T): T {
  const made: T[] = [];
  $effect.root(() => {
    made.push(make());
  });
  return made[0] as T;
}

/** More than a minute, for the server tells whole minutes. */
const CLOCK_MOVED_MS = 90_000;
const CLOCK_READ_MS = 60_000;

class Room {
  me = $state.raw<Me | null>(null);
  crisis = $state.raw<Crisis | null>(null);
  /** Whether the session has been asked for at all. */
  known = $state(false);
  unreachable = $state(false);
  live = $state<LiveState>('connecting');
  /** The instant looked at; empty is now. */
  at = $state('');
  private stop: (() => void) | null = null;
  private reads = new Map<string, Read<unknown>>();
  private clockAt = 0;

  async enter(): Promise<void> {
    try {
      this.me = await get<Me>('/api/session');
      setCsrf(this.me.csrf);
      this.unreachable = false;
      if (!this.me.must_change_password) {
        await this.readCrisis();
        this.listenForChanges();
      }
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      this.unreachable = cause.status === 0 || cause.status >= 500;
      this.me = null;
    }
    this.known = true;
  }

  leave(): void {
    this.stop?.();
    this.stop = null;
    for (const read of this.reads.values()) read.end();
    this.reads.clear();
    this.me = null;
    this.crisis = null;
    this.at = '';
    setCsrf('');
  }

  /** Reads the crisis and its clock; a clock that was moved on makes every read stale. */
  async readCrisis(): Promise<void> {
    const expected = this.crisis ? this.nowMs() : null;
    const said = crisisOf(await get<CrisisAnswer>('/api/crisis'));
    this.clockAt = Date.now();
    this.crisis = said;
    if (expected !== null && Math.abs(this.nowMs() - expected) > CLOCK_MOVED_MS) this.refreshAll();
  }

  /** A stream that was closed may mean that the session is ended: ask, and leave if it is. */
  private async stillIn(): Promise<void> {
    try {
      await get('/api/session');
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) this.leave();
    }
  }

  private refreshAll(): void {
    for (const read of this.reads.values()) read.refreshSoon();
  }

  /** Milliseconds of the crisis clock now; it runs on between answers, an exercise's too. */
  nowMs(): number {
    return this.crisis ? Date.parse(this.crisis.now) + Date.now() - this.clockAt : Date.now();
  }

  /** The shared read of a path; `kinds` are the lists whose change makes it stale. */
  read<T>(
    path: string,
    kinds: readonly string[],
    fetcher: (path: string, signal: AbortSignal) => Promise<T> = get<T>,
  ): Read<T> {
    const whole = this.at ? `${path}${path.includes('?') ? '&' : '?'}at=${this.at}` : path;
    const known = this.reads.get(whole);
    if (known) return known as Read<T>;
    // made outside of whoever asks: a reaction does not hear of state that it made itself
    const made = apart(() => new Read<T>(whole, kinds, fetcher));
    this.reads.set(whole, made as Read<unknown>);
    queueMicrotask(() => void made.refresh());
    return made;
  }

  async changed(...kinds: string[]): Promise<void> {
    this.onChange({ kinds, ids: [], now: this.crisis?.now ?? '' });
  }

  travel(at: string): void {
    this.at = at;
  }

  private onChange(change: Change): void {
    if (change.now && this.crisis && change.now !== this.crisis.now) {
      this.clockAt = Date.now();
      this.crisis = { ...this.crisis, now: change.now };
    }
    if (change.kinds.includes('crisis')) void this.readCrisis().catch(() => {});
    for (const read of this.reads.values())
      if (read.kinds.some((kind) => change.kinds.includes(kind))) read.refreshSoon();
  }

  private listenForChanges(): void {
    this.stop?.();
    const clock = setInterval(() => void this.readCrisis().catch(() => {}), CLOCK_READ_MS);
    const end = listen(this.me?.id ?? '', {
      change: (change) => this.onChange(change),
      reset: () => this.refreshAll(),
      state: (state) => {
        this.live = state;
        if (state === 'lost') void this.stillIn();
      },
    });
    this.stop = () => {
      clearInterval(clock);
      end();
    };
  }
}

export const room = new Room();
