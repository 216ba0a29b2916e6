/** Rows of the server as the client's nouns: pure, one function a noun. */

import type {
  BodyRow,
  ColumnsAnswer,
  ConsentRow,
  ContributionRow,
  CrisisAnswer,
  FlowRow,
  ForceRow,
  LaneRow,
  MapRows,
  PlanRow,
  ProposalRow,
  RequirementRow,
  ThingRow,
} from './rows';
import type {
  Body,
  Consent,
  Crisis,
  Force,
  Instant,
  Lane,
  MapAnswer,
  MapFeature,
  Movement,
  Plan,
  Pledge,
  Position,
  Proposal,
  Requirement,
  Task,
} from './types';

/** The open ends of time read `always` and `forever`; here they are null. */
export function instantOrNull(text: Instant | null | undefined): Instant | null {
  return !text || text === 'always' || text === 'forever' ? null : text;
}

export function crisisOf(said: CrisisAnswer): Crisis {
  const { crisis, ...frame } = said;
  const none = {
    title: '',
    alliance: '',
    fictional: false,
    text: '',
    c_day: said.now,
    horizon_end: said.now,
    members: [],
    nations: [],
  };
  return { ...frame, ...(crisis ?? none) };
}

export function requirementOf(row: RequirementRow): Requirement {
  const { coverage } = row;
  const given = coverage.firm + coverage.conditional + coverage.pledged;
  const ppm =
    coverage.wanted > 0
      ? Math.round((1_000_000 * Math.min(given, coverage.wanted)) / coverage.wanted)
      : 0;
  return {
    ...row,
    description: row.title,
    capability: coverage.what,
    amount: coverage.wanted || null,
    covered: {
      amount: coverage.wanted || null,
      pledged: given,
      planned: coverage.planned_ppm ?? 0,
      ppm,
      missing: coverage.missing,
      offered: coverage.offered,
    },
  };
}

export function pledgeOf(row: ContributionRow): Pledge {
  const first = row.amounts[0];
  return {
    id: row.id,
    nation: row.nation,
    requirement: row.ref || row.line,
    line: row.line,
    amounts: row.amounts,
    source: row.sources.join(', '),
    capability: first?.what ?? '',
    amount: first?.quantity ?? null,
    from: instantOrNull(row.window.opens),
    until: instantOrNull(row.window.closes),
    state: row.stage,
    conditions: [...row.conditions.map((one) => one.text), ...row.caveats.map((one) => one.text)],
    label: row.label,
  };
}

export function consentOf(row: ConsentRow): Consent {
  return {
    id: row.id,
    ref: row.ref,
    source: row.source,
    nation: row.nation,
    procedure: row.provision || row.ref,
    text: [row.text, row.reason].filter(Boolean).join(' '),
    asker: row.asker,
    scope: row.scope,
    outcome: row.asker,
    from: instantOrNull(row.opens),
    until: instantOrNull(row.closes),
    actors: row.actors,
    state: row.state.replace('-', ' '),
    label: row.label,
  };
}

export function forceOf(row: ForceRow): Force {
  return { ...row, at: row.place, pledged: row.pledged !== null };
}

/** Lines out of columns: 30,000 of them are turned without an object between. */
export function movementsOf(answer: ColumnsAnswer): Movement[] {
  const at = new Map(answer.columns.map((name, n) => [name, n]));
  const words = (name: string) => {
    const n = at.get(name) ?? -1;
    return (row: ColumnsAnswer['rows'][number]): string => String(row[n] ?? '');
  };
  const whole = (name: string) => {
    const n = at.get(name) ?? -1;
    return (row: ColumnsAnswer['rows'][number]): number => Number(row[n] ?? 0);
  };
  const [id, requirement, nation, carrier, mode] = [
    words('id'),
    words('requirement'),
    words('nation'),
    words('carrier'),
    words('mode'),
  ];
  const [from, to, departs, arrives, category] = [
    words('origin'),
    words('destination'),
    words('departs'),
    words('arrives'),
    words('category'),
  ];
  const [pieces, kg, pax, late] = [
    whole('pieces'),
    whole('kg'),
    whole('pax'),
    whole('late_minutes'),
  ];
  return answer.rows.map((row) => ({
    id: id(row),
    requirement: requirement(row),
    nation: nation(row),
    carrier: carrier(row),
    mode: mode(row),
    from: from(row),
    to: to(row),
    departs: departs(row),
    arrives: arrives(row),
    pieces: pieces(row),
    category: category(row),
    kg: kg(row),
    pax: pax(row),
    late_minutes: late(row),
    starts: Date.parse(departs(row)),
    ends: Date.parse(arrives(row)),
  }));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function positionsOf(row: ProposalRow): Position[] {
  return (row.standing.finding?.slots ?? []).flatMap((slot) => {
    if (!slot.position || slot.withdrawn) return [];
    const body = slot.position.body;
    return [
      {
        nation: slot.nation,
        position: text(body.stance),
        reservation: text(body.reservation),
        text: text(body.letter),
        at: slot.position.at,
      },
    ];
  });
}

function ruleOf(row: ProposalRow): string {
  const rule = row.opening?.body.rule as { rule?: string } | undefined;
  return rule?.rule ?? '';
}

/** Under silence a proposal that is open runs against its clock; the client calls that state `silence`. */
export function proposalOf(row: ProposalRow): Proposal {
  const rule = ruleOf(row);
  const sheet = row.standing.sheets.at(-1)?.body;
  return {
    id: row.id,
    body: row.body,
    body_name: row.body_name,
    title: row.title,
    text: row.text,
    rule,
    state: row.state === 'open' && rule === 'silence' ? 'silence' : row.state,
    by: row.by,
    opened: row.opening?.at ?? row.at,
    put: row.opening !== null,
    opening: row.opening?.id ?? '',
    silence_ends: row.deadline,
    roster: (row.standing.finding?.slots ?? []).map((slot) => slot.nation),
    positions: positionsOf(row),
    receipts: row.receipts ?? null,
    missing: row.standing.finding?.missing ?? [],
    reasons: row.standing.reasons,
    sheet: sheet
      ? {
          document: text(sheet.document),
          text: text(sheet.text),
          outcome: text(sheet.outcome),
          decided: instantOrNull(text(sheet.decided)),
        }
      : null,
    label: row.label,
  };
}

export function bodyOf(row: BodyRow): Body {
  const rules = [...new Set(row.rules.map((one) => one.rule))];
  return {
    ...row,
    ref: row.name,
    rules,
    rule: rules.includes('silence') ? 'silence' : (rules[0] ?? ''),
  };
}

export function taskOf(row: ThingRow): Task {
  const state = row.state as {
    owner?: string;
    percent?: number;
    note?: string;
    assigned?: { text?: string };
  };
  return {
    id: row.id,
    title: row.title,
    text: state.assigned?.text ?? '',
    given_by: row.by,
    given_to: state.owner ?? '',
    due: instantOrNull(row.due),
    state: row.standing,
    percent: state.percent ?? 0,
    note: state.note ?? '',
    label: row.label,
  };
}

export function planOf(row: PlanRow): Plan {
  return {
    ...row,
    made_at: row.at,
    made_by: row.by,
    state: row.state === 'adopted' && row.in_force ? 'in force' : row.state,
    stale: row.stale.map((one) => ({
      event: one.event,
      text: one.text.includes(one.name)
        ? one.text
        : [one.name, one.text].filter(Boolean).join(': '),
      at: null,
    })),
  };
}

/** What a load's words name: `59 x CN-010/chn-lab-1` is a movement of requirement CN-010. */
function requirementOfLoad(load: string): string {
  return (load.split(' x ')[1] ?? '').split('/')[0] ?? '';
}

/** Flows with the fields the map reads; places and ways pass as they are. */
export function mapOf(answer: MapRows): MapAnswer {
  const features = answer.features.map((feature): MapFeature => {
    if (feature.properties.kind !== 'flow') return feature as MapFeature;
    const flow = feature.properties as FlowRow;
    const movements = [...new Set((flow.loads ?? []).map(requirementOfLoad).filter(Boolean))];
    return {
      ...feature,
      properties: { ...flow, movements, departs: flow.depart, arrives: flow.arrive },
    } as MapFeature;
  });
  return { type: 'FeatureCollection', features };
}

export function laneOf(row: LaneRow): Lane {
  const first = row.windows[0];
  return {
    ...row,
    opens: row.opens ?? instantOrNull(first?.opens),
    steps: row.steps.map((step) => ({ ...step, critical: step.critical ?? false })),
  };
}
