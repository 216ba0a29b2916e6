/** A sheet of draft rows: edits and pastes with undo and redo; nothing leaves it before it is sent. */

import { type Heading, headingOf } from './tsv';

export type DraftRow = Record<string, string>;

interface Snapshot {
  rows: DraftRow[];
}

const STEPS_MAX = 200;

export class Draft {
  rows = $state.raw<DraftRow[]>([]);
  /** Faults by `row column`, as the server words them. */
  faults = $state.raw<ReadonlyMap<string, string>>(new Map());
  private past: Snapshot[] = [];
  private future: Snapshot[] = [];
  canUndo = $state(false);
  canRedo = $state(false);

  constructor(readonly headings: readonly Heading[]) {}

  get filled(): DraftRow[] {
    return this.rows.filter((row) => Object.values(row).some(Boolean));
  }

  private change(rows: DraftRow[]): void {
    this.past = [...this.past.slice(1 - STEPS_MAX), { rows: this.rows }];
    this.future = [];
    this.rows = rows;
    this.faults = new Map();
    this.mark();
  }

  private mark(): void {
    this.canUndo = this.past.length > 0;
    this.canRedo = this.future.length > 0;
  }

  set(at: number, column: string, value: string): void {
    if ((this.rows[at]?.[column] ?? '') === value) return;
    this.change(this.rows.map((row, n) => (n === at ? { ...row, [column]: value } : row)));
  }

  add(row: DraftRow = {}): void {
    this.change([...this.rows, row]);
  }

  removeAt(at: number): void {
    this.change(this.rows.filter((_, n) => n !== at));
  }

  clear(): void {
    this.change([]);
  }

  /** Puts cells in from a row and column on; a heading row says which columns they are. Returns rows put in. */
  paste(cells: readonly string[][], at: number, column: string): number {
    const named = headingOf(cells[0] ?? [], this.headings);
    const body = named ? cells.slice(1) : cells;
    const ids = this.headings.map((one) => one.id);
    const from = Math.max(0, ids.indexOf(column));
    const target = named ?? (body[0] ?? []).map((_, n) => ids[from + n] ?? null);
    const rows = [...this.rows];
    body.forEach((line, n) => {
      const row: DraftRow = { ...(rows[at + n] ?? {}) };
      line.forEach((cell, m) => {
        const id = target[m];
        if (id) row[id] = cell;
      });
      rows[at + n] = row;
    });
    this.change(Array.from(rows, (row) => row ?? {}));
    return body.length;
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.future.push({ rows: this.rows });
    this.rows = before.rows;
    this.faults = new Map();
    this.mark();
  }

  redo(): void {
    const after = this.future.pop();
    if (!after) return;
    this.past.push({ rows: this.rows });
    this.rows = after.rows;
    this.mark();
  }

  /** Leaves only the rows not sent, with their faults. */
  keep(rows: DraftRow[], faults: ReadonlyMap<string, string>): void {
    this.change(rows);
    this.faults = faults;
  }
}
