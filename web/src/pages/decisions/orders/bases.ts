/** What an order to others can rest on: decisions that are agreed, alert states that allow activation. */

import type { ThingRow } from '../../../api/rows';
import type { Proposal } from '../../../api/types';
import type { Rest } from './orders';

export interface Basis {
  name: string;
  rest: Rest;
}

interface Standing {
  areas: { area: string; declared: string; state: { name: string; allows: string[] } }[];
}

const ALLOWED = 'activation';

export function basesOf(proposals: readonly Proposal[], protocols: readonly ThingRow[]): Basis[] {
  const decided = proposals
    .filter((one) => one.state === 'agreed' && one.opening)
    .map((one) => ({ name: one.title, rest: { subject: one.id, event: one.opening } }));
  const declared = protocols.flatMap((row) =>
    ((row.now as Standing | null)?.areas ?? [])
      .filter((one) => one.declared && one.state.allows.includes(ALLOWED))
      .map((one) => ({
        name: [row.title, one.state.name, one.area].filter(Boolean).join(', '),
        rest: { subject: row.id, event: one.declared },
      })),
  );
  return [...decided, ...declared];
}
