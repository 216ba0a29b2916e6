/** Rows as the server writes them (docs/reference/http-api.md, openapi.json); `adapt.ts` turns them into the client's nouns. */

import type { Instant, Label, Lane, MapFeature } from './types';

export interface Window {
  opens: Instant;
  closes: Instant;
}

export interface Amount {
  what: string;
  quantity: number;
  unit: string;
}

export interface RequirementRow {
  id: string;
  ref: string;
  kind: string;
  title: string;
  destination: string;
  rdd: Instant | null;
  priority: number;
  weight: number;
  nation: string;
  by: string;
  task: string;
  state: string;
  coverage: {
    what: string;
    wanted: number;
    firm: number;
    conditional: number;
    pledged: number;
    offered: number;
    missing: number;
    planned_ppm: number | null;
  };
  closes: Instant | null;
  late_minutes: number | null;
  pledges: number;
  at: Instant;
  label: Label;
}

export interface ContributionRow {
  id: string;
  nation: string;
  line: string;
  ref: string;
  stage: string;
  amounts: Amount[];
  sources: string[];
  window: Window;
  conditions: { key: string; text: string }[];
  unmet: number;
  caveats: { category: string; text: string }[];
  withdrawn: Instant | null;
  at: Instant;
  label: Label;
}

export interface Scope {
  territory: string;
  window: Window;
  actions: string[];
  beneficiaries: string[];
  modes: string[];
  cargo: string[];
  places: string[];
}

export interface ConsentRow {
  id: string;
  ref: string;
  source: 'room' | 'book';
  nation: string;
  asker: string;
  provision: string;
  text: string;
  state: string;
  opens: Instant;
  closes: Instant;
  actors: string[];
  territories: string[];
  scope: Scope | null;
  unmet: number;
  reason: string;
  at: Instant;
  label: Label;
}

export interface ForceRow {
  id: string;
  ref: string;
  kind: 'unit' | 'stock' | 'fleet';
  name: string;
  nation: string;
  place: string;
  capability: string;
  amount: number;
  notice_minutes: number;
  pledged: Window | null;
  mode: string;
  count: number;
  label: Label;
}

export interface StockRow {
  id: string;
  ref: string;
  name: string;
  nation: string;
  place: string;
  capability: string;
  pieces: number;
  pledged: number;
  assigned: number;
  left: number;
  piece_kg: number;
  kg: number;
  label: Label;
}

export interface EventShown {
  id: string;
  at: Instant;
  kind: string;
  origin: string;
  body: Record<string, unknown>;
}

export interface SlotShown {
  nation: string;
  position: EventShown | null;
  since: Instant | null;
  met: string[];
  withdrawn: boolean;
}

export interface ProposalRow {
  id: string;
  body: string;
  body_name: string;
  title: string;
  text: string;
  matter: string;
  by: string;
  state: string;
  revisions: number;
  opening: EventShown | null;
  deadline: Instant | null;
  standing: {
    outcome: string | null;
    at: Instant | null;
    reasons: string[];
    finding: { slots: SlotShown[]; missing: string[] } | null;
    sheets: EventShown[];
  };
  receipts?: string[];
  at: Instant;
  label: Label;
}

export interface BodyRow {
  id: string;
  name: string;
  members: string[];
  secretariat: string;
  rules: { matter: string; rule: string }[];
  dissolved: boolean;
  at: Instant;
  label: Label;
}

/** An object of any noun; `state` is what its acts fold to. */
export interface ThingRow {
  id: string;
  noun: string;
  ref: string;
  title: string;
  standing: string;
  by: string;
  at: Instant;
  due: Instant | null;
  events: number;
  label: Label;
  state: Record<string, unknown>;
  now: unknown;
}

export interface PlanRow {
  id: string;
  title: string;
  by: string;
  state: string;
  verdict: string | null;
  score: Record<string, number> | null;
  bound: Record<string, number | string> | null;
  requirements: number;
  on_time: number;
  late: number;
  unmet: number;
  replaces: string;
  in_force: boolean;
  stale: { subject: string; event: string; name: string; text: string }[];
  at: Instant;
  label: Label;
}

export interface CrisisAnswer {
  now: Instant;
  clock: 'wall' | 'exercise';
  policy: string;
  marking: string;
  marking_fr: string;
  colour: string;
  nation: string;
  crisis: {
    title: string;
    alliance: string;
    fictional: boolean;
    text: string;
    c_day: Instant;
    horizon_end: Instant;
    members: string[];
    nations: { id: string; name: string }[];
  } | null;
}

export interface FlowRow {
  kind: 'flow';
  mode: string;
  carrier: string;
  from: string;
  to: string;
  depart: Instant;
  arrive: Instant;
  /** The feature that has its geometry. */
  path?: string;
  loads?: string[];
  kg: number;
  pax: number;
}

export interface MapRows {
  features: {
    type: 'Feature';
    id?: string;
    geometry: MapFeature['geometry'];
    properties: FlowRow | { kind: string };
  }[];
}

export type LaneRow = Omit<Lane, 'opens' | 'steps'> & {
  opens?: Instant | null;
  steps: (Omit<Lane['steps'][number], 'critical'> & { critical?: boolean })[];
};

export interface PlanDocument extends PlanRow {
  closures:
    | {
        requirement: string;
        closed_at: Instant | null;
        lateness: number | null;
        delivered_ppm: number;
      }[]
    | null;
  breaches: { text: string; where?: string; code?: string; provision?: string }[] | null;
  doubts: { text: string; code?: string; fact?: string; trips?: number }[] | null;
  risks: { text: string }[] | null;
  summary: { by_nation: NationShown[] } | null;
  roots:
    | {
        kind: string;
        subject: string;
        requirements: string[];
        unmet: number;
        weighted_minutes: number;
      }[]
    | null;
}

export interface NationShown {
  nation: string;
  movements: number;
  pax: number;
  mass_kg: number;
  lifted_kg: number;
}

export interface HistoryRow {
  id: string;
  at: Instant;
  kind: string;
  verb: string;
  noun: string;
  nation: string;
  subject: string;
  ref: string;
  title: string;
  reason: string;
  counted: boolean;
  label: Label;
}

export interface UserRow {
  id: string;
  name: string;
  full_name: string;
  nation: string;
  roles: string[];
  clearance: { classifications: string[]; categories: { tag: string; values: string[] }[] };
  active: boolean;
  second_factor: boolean;
  must_change_password: boolean;
  subject: string;
}

export interface ReasonShown {
  touch: string;
  text: string;
  provision: string;
}

export interface ChangesShown {
  at: Instant;
  news: { kind: string; subject: string; text: string }[];
  price: number;
  before: Record<string, number>;
  after: Record<string, number>;
  added: string[];
  cancelled: string[];
  promises: {
    requirement: string;
    weight: number;
    before: Instant | null;
    after: Instant | null;
    minutes: number;
    late_before: number;
    late_after: number;
    reason: ReasonShown;
  }[];
  trips: {
    fate: string;
    carrier: string;
    begins: Instant;
    requirements: string[];
    reason: ReasonShown;
  }[];
}

/** What the asking person may do about an object: one row a kind of act, with the reasons where it may not. */
export interface MayRow {
  kind: string;
  verb: string;
  allowed: boolean;
  code: string;
  why: string[];
}

/** All lines of a plan at once: one array a line, in the order of the columns. */
export interface ColumnsAnswer {
  plan: string | null;
  columns: string[];
  rows: (string | number)[][];
}

export interface LevelsAnswer {
  id: string;
  ref: string;
  name: string;
  piece_kg: number;
  plan: string | null;
  levels: { at: Instant; pieces: number; kg: number; requirement: string }[];
}

export interface SessionRow {
  id: string;
  person: string;
  name: string;
  begun: Instant;
  seen: Instant;
  current: boolean;
}

export interface KeyRow {
  id: string;
  nation: string;
  state: string;
  valid_from: Instant;
  revoked: Instant | null;
  here: boolean;
}
