/** The lists that several pages read, each with the nouns whose change makes it stale. */

import {
  bodyOf,
  consentOf,
  forceOf,
  laneOf,
  mapOf,
  movementsOf,
  planOf,
  pledgeOf,
  proposalOf,
  requirementOf,
  taskOf,
} from '../api/adapt';
import { get } from '../api/http';
import type {
  BodyRow,
  ColumnsAnswer,
  ConsentRow,
  ContributionRow,
  ForceRow,
  LaneRow,
  MapRows,
  PlanRow,
  ProposalRow,
  RequirementRow,
  StockRow,
  ThingRow,
} from '../api/rows';
import type {
  Body,
  Consent,
  Force,
  Lane,
  MapAnswer,
  MissingSignature,
  Movement,
  Plan,
  Pledge,
  Proposal,
  Requirement,
  Task,
} from '../api/types';
import { getAll } from './list';
import { type Read, room } from './room.svelte';

/** A whole list, each row as the client's noun. */
function whole<Row, Noun>(
  path: string,
  kinds: readonly string[],
  adapt: (row: Row) => Noun,
): Read<Noun[]> {
  return room.read<Noun[]>(path, kinds, async (at, signal) =>
    (await getAll<Row>(at, signal)).map(adapt),
  );
}

export const requirements = (): Read<Requirement[]> =>
  whole<RequirementRow, Requirement>(
    '/api/requirements',
    ['requirement', 'contribution', 'plan', 'fact'],
    requirementOf,
  );

export const pledges = (): Read<Pledge[]> =>
  whole<ContributionRow, Pledge>('/api/contributions', ['contribution', 'requirement'], pledgeOf);

export const forces = (): Read<Force[]> =>
  whole<ForceRow, Force>('/api/forces', ['fact', 'contribution'], forceOf);

export const stocks = (): Read<StockRow[]> =>
  whole<StockRow, StockRow>('/api/stocks', ['fact', 'plan', 'contribution'], (row) => row);

export const consents = (): Read<Consent[]> =>
  whole<ConsentRow, Consent>('/api/consents', ['consent', 'fact'], consentOf);

export const proposals = (): Read<Proposal[]> =>
  whole<ProposalRow, Proposal>('/api/proposals', ['proposal', 'body'], proposalOf);

export const bodies = (): Read<Body[]> => whole<BodyRow, Body>('/api/bodies', ['body'], bodyOf);

export const tasks = (): Read<Task[]> => whole<ThingRow, Task>('/api/tasks', ['task'], taskOf);

/** Objects of a noun that the client shows by their acts: transfers, disputes, protocols, orders. */
export const things = (name: string, noun: string): Read<ThingRow[]> =>
  whole<ThingRow, ThingRow>(`/api/${name}`, [noun], (row) => row);

export const plans = (): Read<Plan[]> =>
  whole<PlanRow, Plan>(
    '/api/plans',
    ['plan', 'consent', 'requirement', 'contribution', 'fact', 'proposal'],
    planOf,
  );

export const map = (): Read<MapAnswer> =>
  room.read<MapAnswer>('/api/map?flows=paths', ['plan', 'fact'], async (at, signal) =>
    mapOf(await get<MapRows>(at, signal)),
  );

/** All lines of the plan in one answer. */
export const movements = (): Read<Movement[]> =>
  room.read<Movement[]>('/api/movement-columns', ['plan'], async (at, signal) =>
    movementsOf(await get<ColumnsAnswer>(at, signal)),
  );

export const lanes = (): Read<Lane[]> =>
  whole<LaneRow, Lane>('/api/lanes', ['consent', 'plan', 'proposal', 'fact'], laneOf);

export const missingSignatures = (): Read<MissingSignature[]> =>
  whole<MissingSignature, MissingSignature>(
    '/api/missing',
    ['consent', 'plan', 'proposal', 'fact'],
    (row) => row,
  );

export function planInForce(all: readonly Plan[] | undefined): Plan | undefined {
  return all?.find((plan) => plan.in_force);
}

/** The names of nations and places by their ids; an unknown id speaks for itself. */
export function nationName(id: string): string {
  return room.crisis?.nations.find((nation) => nation.id === id)?.name ?? id;
}
