/** News of changes: one EventSource for all tabs of a browser, passed on by BroadcastChannel.
 *
 * The tab that holds the lock listens; the others hear it over the channel. Where the browser has no locks
 * (plain HTTP on a network), each tab listens for itself. */

import type { Change } from './types';

export type LiveState = 'live' | 'connecting' | 'lost';

interface Passed {
  change?: Change;
  reset?: boolean;
  state?: LiveState;
}

export interface LiveListener {
  change: (change: Change) => void;
  reset: () => void;
  state: (state: LiveState) => void;
}

function tell(listener: LiveListener, passed: Passed): void {
  if (passed.change) listener.change(passed.change);
  if (passed.reset) listener.reset();
  if (passed.state) listener.state(passed.state);
}

function openSource(pass: (passed: Passed) => void): EventSource {
  const source = new EventSource('/api/events');
  let wasLost = false;
  source.addEventListener('open', () => {
    pass({ state: 'live', reset: wasLost });
    wasLost = false;
  });
  source.addEventListener('change', (event) =>
    pass({ change: JSON.parse((event as MessageEvent<string>).data) as Change }),
  );
  source.addEventListener('reset', () => pass({ reset: true }));
  source.addEventListener('error', () => {
    wasLost = true;
    pass({ state: source.readyState === EventSource.CLOSED ? 'lost' : 'connecting' });
  });
  return source;
}

/** Listens until the returned function is called. `scope` keeps two persons of one browser apart. */
export function listen(scope: string, listener: LiveListener): () => void {
  const channel = new BroadcastChannel(`coalition-live-${scope}`);
  const leaving = new AbortController();
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let state: LiveState = 'connecting';

  const pass = (passed: Passed): void => {
    if (passed.state) state = passed.state;
    tell(listener, passed);
    channel.postMessage(passed);
    if (passed.state === 'lost') retry = setTimeout(lead, 3000);
  };
  const lead = (): void => {
    source?.close();
    source = openSource(pass);
  };
  channel.onmessage = (event: MessageEvent<Passed | 'state?'>) => {
    if (event.data !== 'state?') tell(listener, event.data);
    else if (source) channel.postMessage({ state });
  };
  const end = new Promise<void>((done) => leaving.signal.addEventListener('abort', () => done()));
  if (navigator.locks) {
    channel.postMessage('state?');
    navigator.locks
      .request(`coalition-live-${scope}`, { signal: leaving.signal }, () => {
        lead();
        return end;
      })
      .catch(() => {});
  } else lead();
  return () => {
    leaving.abort();
    clearTimeout(retry);
    source?.close();
    channel.close();
  };
}
