import { expect, test } from 'vitest';
import { instantOrNull, mapOf, movementsOf, proposalOf, requirementOf } from '../src/api/adapt';
import type { ProposalRow, RequirementRow } from '../src/api/rows';

test('open ends of time are no instants', () => {
  expect(instantOrNull('always')).toBeNull();
  expect(instantOrNull('forever')).toBeNull();
  expect(instantOrNull('2014-10-01T00:00Z')).toBe('2014-10-01T00:00Z');
});

const coverage = {
  what: 'beds',
  wanted: 100,
  firm: 10,
  conditional: 5,
  pledged: 10,
  offered: 40,
  missing: 75,
  planned_ppm: 1_000_000,
};
const requirement = { id: 'i', ref: 'R', title: 'Beds', coverage } as unknown as RequirementRow;

test('what is only offered is not promised', () => {
  expect(requirementOf(requirement).covered?.ppm).toBe(250_000);
});

test('nothing wanted is nothing covered', () => {
  expect(requirementOf({ ...requirement, coverage: { ...coverage, wanted: 0 } }).covered?.ppm).toBe(
    0,
  );
});

const proposal = {
  id: 'p',
  body: 'b',
  body_name: 'Council',
  title: 'T',
  text: 'x',
  by: 'USA',
  state: 'open',
  deadline: '2014-10-01T06:00Z',
  at: '2014-10-01T00:00Z',
  opening: {
    id: 'o',
    at: '2014-10-01T00:00Z',
    kind: 'DecisionOpened',
    origin: 'STAFF',
    body: { rule: { rule: 'silence' } },
  },
  standing: {
    outcome: 'open',
    at: null,
    reasons: [],
    sheets: [],
    finding: {
      missing: ['FRA'],
      slots: [
        {
          nation: 'GBR',
          since: null,
          met: [],
          withdrawn: false,
          position: {
            id: 'e',
            at: '2014-10-01T01:00Z',
            kind: 'PositionTaken',
            origin: 'GBR',
            body: { stance: 'reserve', reservation: 'no patients' },
          },
        },
        { nation: 'FRA', since: null, met: [], withdrawn: false, position: null },
      ],
    },
  },
} as unknown as ProposalRow;

test('an open decision under the silence rule runs against its clock', () => {
  const read = proposalOf(proposal);
  expect(read.state).toBe('silence');
  expect(read.silence_ends).toBe('2014-10-01T06:00Z');
  expect(read.positions).toEqual([
    {
      nation: 'GBR',
      position: 'reserve',
      reservation: 'no patients',
      text: '',
      at: '2014-10-01T01:00Z',
    },
  ]);
});

test('a proposal that was never put has no rule and no clock', () => {
  const tabled = {
    ...proposal,
    state: 'tabled',
    opening: null,
    deadline: null,
    standing: { ...proposal.standing, finding: null },
  } as ProposalRow;
  expect(proposalOf(tabled)).toMatchObject({ state: 'tabled', put: false, rule: '', roster: [] });
});

test('a flow names the requirements of its loads once each', () => {
  const flow = {
    kind: 'flow' as const,
    mode: 'air',
    carrier: 'c',
    from: 'a',
    to: 'b',
    depart: '2014-10-01T00:00Z',
    arrive: '2014-10-01T06:00Z',
    loads: ['59 x CN-010/lab-1', '10 x CN-010/lab-2', '1 x US-010/x-1'],
    kg: 1,
    pax: 0,
  };
  const [feature] = mapOf({
    features: [{ type: 'Feature', geometry: null as never, properties: flow }],
  }).features;
  expect(feature?.properties).toMatchObject({
    movements: ['CN-010', 'US-010'],
    departs: '2014-10-01T00:00Z',
  });
});

test('lines are read by the names of their columns, in whatever order these come', () => {
  const [line] = movementsOf({
    plan: 'p',
    columns: ['late_minutes', 'origin', 'departs', 'arrives', 'id', 'destination'],
    rows: [[90, 'a', '2014-10-01T00:00Z', '2014-10-01T06:00Z', 'x', 'b']],
  });
  expect(line).toMatchObject({ id: 'x', from: 'a', to: 'b', late_minutes: 90, carrier: '', kg: 0 });
  expect((line?.ends ?? 0) - (line?.starts ?? 0)).toBe(6 * 3_600_000);
});
