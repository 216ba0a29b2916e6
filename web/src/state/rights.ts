/** What a person's roles allow, by the verbs of the record; the server decides, this only hides what would be refused. */

import type { MayRow } from '../api/rows';
import { room } from './room.svelte';

const VERBS = {
  propose: 'table-proposal',
  takePosition: 'take-position',
  receive: 'sign-receipt',
  extend: 'extend-deadline',
  openDecision: 'open-decision',
  withdrawProposal: 'withdraw-proposal',
  writeDraft: 'write-draft',
  reviseDraft: 'revise-draft',
  tableDraft: 'table-draft',
  dropDraft: 'drop-draft',
  askConsultation: 'request-consultation',
  convene: 'convene-consultation',
  recordConsultation: 'record-consultation',
  withdrawConsultation: 'withdraw-consultation',
  formConsignment: 'form-consignment',
  load: 'record-loading',
  depart: 'record-departure',
  arrive: 'record-arrival',
  count: 'record-receipt',
  callOff: 'call-off',
  require: 'state-requirement',
  cancelRequirement: 'cancel-requirement',
  pledge: 'make-pledge',
  commit: 'make-commitment',
  withdrawPledge: 'withdraw-contribution',
  consent: 'grant-consent',
  askConsent: 'request-consent',
  refuse: 'refuse-consent',
  revoke: 'revoke-consent',
  makePlan: 'make-plan',
  adoptPlan: 'adopt-plan',
  assign: 'assign-task',
  acceptTask: 'accept-task',
  reportTask: 'report-task',
  offerTransfer: 'offer-transfer',
  acceptTransfer: 'accept-transfer',
  endTransfer: 'end-transfer',
  finishTask: 'finish-task',
  declineTask: 'decline-task',
  declare: 'declare-state',
  issueOrder: 'issue-order',
  acknowledgeOrder: 'acknowledge-order',
  revokeOrder: 'revoke-order',
  setRoster: 'set-duty-roster',
  dispute: 'raise-dispute',
  verify: 'verify-record',
  keepUsers: 'keep-users',
  moveClock: 'move-clock',
} as const;

export type Act = keyof typeof VERBS;

/** Whether to offer the act: never while an instant of the past is looked at. */
export function may(act: Act): boolean {
  return room.at === '' && (room.me?.may.includes(VERBS[act]) ?? false);
}

/** The kinds of act that the server allows about an object; null while it has not said. */
export function allowedOf(rows: readonly MayRow[] | undefined): string[] | null {
  return rows ? rows.filter((row) => row.allowed).map((row) => row.kind) : null;
}

/** Why an act about an object is not allowed, in the server's words; '' where it is or nothing is said. */
export function whyNot(rows: readonly MayRow[] | undefined, kind: string): string {
  const row = rows?.find((one) => one.kind === kind);
  return row && !row.allowed ? row.why.join(' ') : '';
}
