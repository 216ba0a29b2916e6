/** A pledge as it is said on the record: an offer first, then the promise on the same terms. */

import { get } from '../../api/http';
import type { Amount } from '../../api/rows';
import type { Requirement } from '../../api/types';
import type { ReadRow, Statement } from './sending';

interface Wanted {
  state?: { stated?: { amounts?: Amount[] } };
}

/** The first good that the requirement asks for; pledges are counted in its unit. */
export async function goodOf(requirement: string): Promise<Amount | undefined> {
  const thing = await get<Wanted>(`/api/objects/${requirement}`);
  return thing.state?.stated?.amounts?.[0];
}

export interface Terms {
  quantity: number;
  window: { opens: string; closes: string };
  source: string;
  condition: string;
}

export async function pledgeStatements(
  requirement: Requirement,
  given: Terms,
): Promise<Statement[]> {
  const good = await goodOf(requirement.id);
  const what = good ?? {
    what: requirement.capability || requirement.ref,
    quantity: 1,
    unit: 'pieces',
  };
  const terms = {
    amounts: [{ ...what, quantity: given.quantity || what.quantity }],
    window: given.window,
    conditions: given.condition ? [{ key: 'c1', text: given.condition }] : [],
    caveats: [],
    sources: given.source ? [given.source] : [],
  };
  return [
    { kind: 'OfferMade', subject: null, body: { terms, line: requirement.id } },
    { kind: 'PledgeMade', subject: null, body: { terms } },
  ];
}

export function requirementStatements(row: ReadRow): Statement[] {
  const { title, what, unit, place } = row.values;
  const body = {
    title,
    amounts: [{ what, quantity: row.quantity, unit: unit || 'pieces' }],
    window: row.window,
    place: place ?? '',
  };
  return [{ kind: 'RequirementStated', subject: null, body }];
}
