/** Drafts and consultations as the record folds them. */

import type { ThingRow } from '../../../api/rows';
import type { Instant } from '../../../api/types';

export interface DraftState {
  nation: string;
  title: string;
  text: string;
  matter: string;
  document: string;
  version: string;
  phase: string;
  proposal: string;
}

export interface ConsultationState {
  nation: string;
  asked: { body: string; provision: string; matter: string; threatened: string[] };
  phase: string;
  meets: Instant | null;
  result: string;
  keeper: string;
}

export const draftOf = (row: ThingRow): DraftState => row.state as unknown as DraftState;

export const consultationOf = (row: ThingRow): ConsultationState =>
  row.state as unknown as ConsultationState;

/** What is being written to a draft and is not on record yet; it ends with the page's session. */
export interface Edited {
  title: string;
  text: string;
  version: string;
}
export const edits = new Map<string, Edited>();

const PHASES: Record<string, number> = { open: 0, requested: 0, convened: 1, tabled: 2, held: 2 };

/** What waits first, then the latest. */
export function byPhase(phase: (row: ThingRow) => string): (a: ThingRow, b: ThingRow) => number {
  const rank = (row: ThingRow): number => PHASES[phase(row)] ?? 3;
  return (a, b) => rank(a) - rank(b) || b.at.localeCompare(a.at);
}
