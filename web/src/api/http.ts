/** One door to the HTTP interface: headers, faults, idempotency. What is not here: what the answers mean. */

import type { Fault } from './types';

/** A refusal or failure as the server words it (RFC 9457); status 0 is no answer at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    detail: string,
    readonly faults: Fault[] = [],
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail || title);
  }
}

interface Sent {
  method?: string;
  body?: unknown;
  ifMatch?: string;
  signal?: AbortSignal;
  key?: string;
}

let csrf = '';
let onLoggedOut: () => void = () => {};

export function setCsrf(token: string): void {
  csrf = token;
}

export function whenLoggedOut(act: () => void): void {
  onLoggedOut = act;
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function headersOf(sent: Sent, method: string): Headers {
  const headers = new Headers({ Accept: 'application/json' });
  if (sent.body !== undefined) headers.set('Content-Type', 'application/json');
  if (method !== 'GET') headers.set('X-CSRF-Token', csrf);
  if (method === 'POST') headers.set('Idempotency-Key', sent.key ?? newKey());
  if (sent.ifMatch) headers.set('If-Match', sent.ifMatch);
  return headers;
}

async function problemOf(answer: Response): Promise<Problem> {
  let said: Record<string, unknown> = {};
  try {
    said = (await answer.json()) as Record<string, unknown>;
  } catch {
    // no JSON: the status alone speaks
  }
  const wait = Number(answer.headers.get('Retry-After'));
  return new Problem(
    answer.status,
    String(said.code ?? ''),
    String(said.title ?? answer.statusText),
    String(said.detail ?? ''),
    Array.isArray(said.faults) ? (said.faults as Fault[]) : [],
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

async function fetchOrProblem(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem(0, 'no-answer', 'no answer', '');
  }
}

export interface Answer<T> {
  body: T;
  etag: string;
}

/** The answer with its tag; raises `Problem`. A 401 outside login also ends the client's session. */
export async function ask<T>(path: string, sent: Sent = {}): Promise<Answer<T>> {
  const method = sent.method ?? 'GET';
  const answer = await fetchOrProblem(path, {
    method,
    headers: headersOf(sent, method),
    body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
    credentials: 'same-origin',
    cache: method === 'GET' ? 'no-cache' : 'no-store',
    signal: sent.signal,
  });
  if (!answer.ok) {
    if (answer.status === 401 && !path.startsWith('/api/session')) onLoggedOut();
    throw await problemOf(answer);
  }
  const empty = answer.status === 204 || answer.headers.get('Content-Length') === '0';
  const body = empty ? undefined : ((await answer.json()) as T);
  return { body: body as T, etag: answer.headers.get('ETag') ?? '' };
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask<T>(path, { signal })).body;
}

export async function post<T>(path: string, body: unknown = {}, key?: string): Promise<T> {
  return (await ask<T>(path, { method: 'POST', body, key })).body;
}
