/** Saying something on the record: one path a kind; the answer comes after it is durable. */

import { post } from './http';

export interface Said {
  event: string;
  subject: string;
  at: string;
}

/** `subject` null makes a new object; `label` is the id of a choice of the policy, '' the default. */
export function act(
  kind: string,
  subject: string | null,
  body: Record<string, unknown>,
  label = '',
  key?: string,
): Promise<Said> {
  return post<Said>(`/api/acts/${kind}`, { subject, body, ...(label ? { label } : {}) }, key);
}

/** A stretch of time from two optional fields of a form. */
export function windowOf(
  from: string | undefined,
  until: string | undefined,
): { opens: string; closes: string } {
  return { opens: from || 'always', closes: until || 'forever' };
}
