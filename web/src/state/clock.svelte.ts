/** One tick a second for all that counts down; a clock that was set anew is told at once. */

import { room } from './room.svelte';

class Clock {
  private ticks = $state(0);
  private started = false;

  /** Milliseconds of the crisis clock; whoever reads it hears of the next tick and of a clock that is moved on. */
  get now(): number {
    void this.ticks;
    return room.nowMs();
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    setInterval(() => this.tick(), 1000);
  }

  tick(): void {
    this.ticks += 1;
  }
}

export const clock = new Clock();
