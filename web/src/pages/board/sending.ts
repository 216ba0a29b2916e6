/** Draft rows sent one by one, each under its own key, so that a row repeated after a lost answer counts once. */

import { act } from '../../api/acts';
import { newKey, Problem } from '../../api/http';
import type { Draft, DraftRow } from '../../state/draft.svelte';
import { readInstant, readNumber } from '../../state/tsv';

export interface Words {
  notNumber: string;
  notDate: string;
  wanted: string;
}

/** A row as it is read: values by column, and what is wrong with it by column. */
export interface ReadRow {
  values: Record<string, string>;
  quantity: number;
  window: { opens: string; closes: string };
  faults: Map<string, string>;
}

export function readRow(row: DraftRow, needed: readonly string[], words: Words): ReadRow {
  const faults = new Map<string, string>();
  for (const column of needed) if (!row[column]) faults.set(column, words.wanted);
  const quantity = readNumber(row.quantity ?? '');
  if (row.quantity && (quantity === null || !Number.isInteger(quantity)))
    faults.set('quantity', words.notNumber);
  const instant = (column: string, open: string): string => {
    if (!row[column]) return open;
    const read = readInstant(row[column] ?? '');
    if (read === null) faults.set(column, words.notDate);
    return read ?? open;
  };
  return {
    values: row,
    quantity: quantity ?? 0,
    window: { opens: instant('from', 'always'), closes: instant('until', 'forever') },
    faults,
  };
}

export interface Statement {
  kind: string;
  subject: string | null;
  body: Record<string, unknown>;
}

/** What a row says on the record: one act after the other, the later ones about what the first made. */
export type Said = (row: ReadRow) => Promise<Statement[]>;

function faultsOf(problem: Problem, columns: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const said = problem.faults.length
    ? problem.faults
    : [{ where: '', message: problem.message || problem.title, hint: '' }];
  for (const fault of said) {
    const parts = fault.where.split(/[.\s[\]]+/);
    const column =
      parts.reverse().find((part) => columns.includes(part)) ??
      (parts.includes('window') ? 'until' : '');
    const text = fault.hint ? `${fault.message}; ${fault.hint}` : fault.message;
    found.set(column, [found.get(column), text].filter(Boolean).join('. '));
  }
  return found;
}

const keys = new WeakMap<DraftRow, string>();

async function sendRow(row: DraftRow, statements: Statement[]): Promise<void> {
  const key = keys.get(row) ?? newKey();
  keys.set(row, key);
  let subject: string | null = null;
  for (const [n, one] of statements.entries())
    subject = (await act(one.kind, one.subject ?? subject, one.body, '', `${key}-${n}`)).subject;
}

/** How many rows went on record; those that did not stay in the draft with their faults. */
export async function sendDraft(
  draft: Draft,
  read: (row: DraftRow) => ReadRow,
  said: Said,
): Promise<{ sent: number; kept: number }> {
  const columns = draft.headings.map((one) => one.id);
  const kept: DraftRow[] = [];
  const faults = new Map<string, string>();
  const keep = (row: DraftRow, wrong: ReadonlyMap<string, string>): void => {
    for (const [column, text] of wrong) faults.set(`${kept.length} ${column}`, text);
    kept.push(row);
  };
  let sent = 0;
  for (const row of draft.filled) {
    const one = read(row);
    if (one.faults.size) {
      keep(row, one.faults);
      continue;
    }
    try {
      await sendRow(row, await said(one));
      sent += 1;
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      if (cause.status !== 0) keys.delete(row);
      keep(row, faultsOf(cause, columns));
    }
  }
  draft.keep(kept, faults);
  return { sent, kept: kept.length };
}
