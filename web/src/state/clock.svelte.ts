/** One tick a second for all that counts down. */

import { room } from './room.svelte';

class Clock {
  now = $state(Date.now());
  private started = false;

  start(): void {
    if (this.started) return;
    this.started = true;
    setInterval(() => this.tick(), 1000);
  }

  tick(): void {
    this.now = room.nowMs();
  }
}

export const clock = new Clock();
