/** The nouns of the HTTP interface (docs/reference/http-api.md). Instants are `2014-09-16T08:30Z`, masses kilograms. */

import type { Scope } from './rows';

export type Instant = string;

export interface List<T> {
  items: T[];
  next: string | null;
  total: number;
}

/** What bears a marking, in both languages of the interface. */
export interface Marked {
  marking: string;
  marking_fr: string;
}

export interface Label extends Marked {
  classification?: string;
  categories?: Record<string, string[]>;
  colour?: string;
}

export interface Me {
  id: string;
  name: string;
  nation: string;
  nation_name: string;
  roles: string[];
  clearance: Marked;
  csrf: string;
  must_change_password: boolean;
  second_factor: boolean;
  may: string[];
}

export interface DemoUser {
  name: string;
  password: string;
  nation: string;
  roles: string[];
}

export interface LoginPage {
  oidc: boolean;
  demo: DemoUser[];
  banner: string;
}

export interface Crisis {
  title: string;
  alliance: string;
  fictional: boolean;
  text: string;
  c_day: Instant;
  horizon_end: Instant;
  now: Instant;
  clock: 'wall' | 'exercise';
  members: string[];
  nations: { id: string; name: string }[];
  policy: string;
  marking: string;
  marking_fr: string;
  colour: string;
}

export interface LabelChoices {
  policy: string;
  choices: (Marked & { id: string })[];
  default: string;
}

export interface PlaceFeature {
  kind: 'place';
  ref: string;
  name: string;
  nation: string;
  modes: string[];
}

export interface WayFeature {
  kind: 'way';
  mode: string;
  from: string;
  to: string;
  length_m: number;
  closed: [Instant, Instant][];
}

/** A line on the ground that many flows go along. */
export interface PathFeature {
  kind: 'path';
  mode: string;
  from: string;
  to: string;
}

export interface FlowFeature {
  kind: 'flow';
  mode: string;
  carrier: string;
  path?: string;
  from?: string;
  to?: string;
  movements: string[];
  departs: Instant;
  arrives: Instant;
  kg: number;
  pax: number;
}

export interface MapFeature {
  type: 'Feature';
  id?: string;
  geometry:
    | null
    | { type: 'Point'; coordinates: [number, number] }
    | { type: 'LineString'; coordinates: [number, number][] }
    | { type: 'MultiLineString'; coordinates: [number, number][][] };
  properties: PlaceFeature | WayFeature | PathFeature | FlowFeature;
}

export interface MapAnswer {
  type: 'FeatureCollection';
  features: MapFeature[];
}

export interface Step {
  procedure: string;
  body: string;
  begins: Instant | null;
  ends: Instant | null;
  state: string;
  critical: boolean;
  text: string;
}

export interface Lane {
  id: string;
  actor: string;
  action: string;
  territory: string;
  finding: string;
  opens: Instant | null;
  text: string;
  detail?: string;
  steps: Step[];
  windows: { opens: Instant | null; closes: Instant | null; permission: string }[];
  bars: { opens: Instant | null; closes: Instant | null; text: string; provision: string }[];
  missing: MissingShown[];
}

export interface ProofNode {
  statement: string;
  provision: string;
  article: string;
  instrument: string;
  source: string;
  children: ProofNode[];
}

export interface LawAnswer {
  finding: string;
  opens: Instant | null;
  closes: Instant | null;
  text: string;
  tree: ProofNode;
  missing?: MissingShown[];
  unknowns?: MissingShown[];
  obligations?: MissingShown[];
}

export type MissingShown = string | { nation?: string; procedure?: string; text?: string };

export interface MissingSignature {
  id: string;
  nation: string;
  body: string;
  procedure: string;
  questions: number;
  actors: string[];
  actions: string[];
  requirements: string[];
}

export interface Requirement {
  id: string;
  ref: string;
  kind: string;
  description: string;
  destination: string;
  rdd: Instant | null;
  priority: number;
  weight: number;
  capability: string;
  amount: number | null;
  task: string;
  state: string;
  covered: {
    amount: number | null;
    pledged: number;
    planned: number;
    ppm: number;
    missing: number;
    offered: number;
  } | null;
  by?: string;
  closes: Instant | null;
  late_minutes: number | null;
  pledges: number;
  label?: Label;
}

export interface Pledge {
  id: string;
  nation: string;
  requirement: string;
  /** The requirement's id, and all goods with their units. */
  line: string;
  amounts: { what: string; quantity: number; unit: string }[];
  source: string;
  capability?: string;
  amount: number | null;
  from: Instant | null;
  until: Instant | null;
  state: string;
  conditions?: string[];
  label?: Label;
}

export interface Force {
  id: string;
  ref: string;
  kind: 'unit' | 'stock' | 'fleet';
  name: string;
  nation: string;
  at: string;
  capability: string;
  amount: number | null;
  notice_minutes: number;
  pledged: boolean;
}

export interface Consent {
  id: string;
  asker: string;
  scope: Scope | null;
  ref?: string;
  source?: 'room' | 'book';
  nation: string;
  procedure: string;
  text: string;
  outcome: string;
  from: Instant | null;
  until: Instant | null;
  actors: string[];
  state: string;
  label?: Label;
}

export interface Movement {
  id: string;
  requirement: string;
  nation: string;
  carrier: string;
  mode: string;
  from: string;
  to: string;
  departs: Instant;
  arrives: Instant;
  pieces: number;
  category: string;
  kg: number;
  pax: number;
  late_minutes: number;
  /** The two instants in milliseconds. */
  starts: number;
  ends: number;
}

export interface Cause {
  kind: string;
  subject: string;
  text: string;
  minutes: number | null;
  provision: string;
}

export interface Why {
  requirement: string;
  late_minutes: number;
  chain: Cause[];
}

export interface Position {
  nation: string;
  position: string;
  reservation?: string | null;
  text?: string;
  at: Instant | null;
}

export interface Proposal {
  id: string;
  body: string;
  body_name: string;
  title: string;
  text: string;
  rule: string;
  state: string;
  by: string;
  opened: Instant | null;
  /** Whether it was ever put to the body for decision. */
  put: boolean;
  opening: string;
  silence_ends: Instant | null;
  roster: string[];
  positions: Position[];
  /** Nations with a signed receipt; null where the server does not say. */
  receipts: string[] | null;
  missing: string[];
  reasons: string[];
  sheet: { document: string; text: string; outcome: string; decided: Instant | null } | null;
  label?: Label;
}

export interface Body {
  id: string;
  ref: string;
  name: string;
  /** The rule offered first: silence where the body knows it. */
  rule: string;
  rules: string[];
  members: string[];
  secretariat: string;
}

export interface Task {
  id: string;
  title: string;
  text: string;
  given_by: string;
  given_to: string;
  due: Instant | null;
  state: string;
  percent: number;
  note: string;
  label?: Label;
}

export interface Plan {
  id: string;
  title: string;
  made_at: Instant;
  made_by: string;
  state: string;
  in_force: boolean;
  verdict: string | null;
  score: Record<string, number> | null;
  bound: Record<string, number | string> | null;
  requirements: number;
  on_time: number;
  late: number;
  unmet: number;
  replaces: string;
  stale: { event: string; text: string; at: Instant | null }[];
  label?: Label;
}

export interface Job {
  id: string;
  state: 'making' | 'done' | 'failed' | 'stopped';
  phase: string;
  percent: number;
  plan: string | null;
  why: string;
}

export interface Change {
  kinds: string[];
  ids: string[];
  now: Instant;
}

export interface Fault {
  where: string;
  code: string;
  message: string;
  hint: string;
}
