/** What may be said to a proposal as it stands: by the server's word where it gives one, else by role and state. */

import type { Body, Proposal } from '../../api/types';
import { may } from '../../state/rights';
import { room } from '../../state/room.svelte';

export type Choice =
  | 'receipt'
  | 'assent'
  | 'reserve'
  | 'abstain'
  | 'object'
  | 'put'
  | 'extension'
  | 'close'
  | 'sheet'
  | 'withdrawal';

export const KIND: Record<Choice, string> = {
  receipt: 'ReceiptSigned',
  assent: 'PositionTaken',
  reserve: 'PositionTaken',
  abstain: 'PositionTaken',
  object: 'PositionTaken',
  put: 'DecisionOpened',
  extension: 'DeadlineExtended',
  close: 'DecisionClosed',
  sheet: 'ActionSheetIssued',
  withdrawal: 'ProposalWithdrawn',
};

export interface Standing {
  proposal: Proposal;
  body: Body | undefined;
  /** Kinds of act that the server says may be said now; null where it does not say. */
  kinds: string[] | null;
}

const isOpen = (proposal: Proposal): boolean =>
  proposal.state === 'silence' || proposal.state === 'open';

function byState({ proposal }: Standing): Choice[] {
  if (isOpen(proposal)) {
    const abstain: Choice[] = proposal.rule === 'majority' ? ['abstain'] : [];
    return [
      'receipt',
      'assent',
      'reserve',
      ...abstain,
      'object',
      'extension',
      'close',
      'withdrawal',
    ];
  }
  if (proposal.state === 'tabled') return ['put', 'withdrawal'];
  if (proposal.state === 'withdrawn') return [];
  return proposal.sheet ? [] : ['close', 'sheet'];
}

function byRole(choice: Choice, { proposal, body }: Standing): boolean {
  const nation = room.me?.nation ?? '';
  const sits = proposal.roster.length
    ? proposal.roster.includes(nation)
    : (body?.members.includes(nation) ?? false);
  const keeps = body?.secretariat === nation;
  switch (choice) {
    case 'receipt':
      return sits && may('receive') && !(proposal.receipts?.includes(nation) ?? false);
    case 'put':
    case 'close':
    case 'sheet':
      return keeps && may('openDecision');
    case 'extension':
      return keeps && may('extend');
    case 'withdrawal':
      return proposal.by === nation && may('withdrawProposal');
    default:
      return sits && may('takePosition');
  }
}

/** What state and role would offer; and of it what the server allows now. */
export function offered(standing: Standing): Choice[] {
  return room.at ? [] : byState(standing).filter((choice) => byRole(choice, standing));
}

export function choicesOf(standing: Standing): Choice[] {
  return offered(standing).filter(
    (choice) => standing.kinds === null || standing.kinds.includes(KIND[choice]),
  );
}

/** Whether words must go with it: they are read by the others. */
export function wantsWords(choice: Choice): boolean {
  return choice === 'reserve' || choice === 'object';
}
