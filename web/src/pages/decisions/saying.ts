/** Each choice as its act on the record. */

import { act } from '../../api/acts';
import type { Proposal } from '../../api/types';
import type { Choice } from './choices';

export interface Form {
  words: string;
  until: string;
  clock: Record<string, unknown>;
  rule: string;
  document: string;
}

function position(proposal: Proposal, stance: string, form: Form): Promise<unknown> {
  const words =
    stance === 'reserve' ? { reservation: form.words } : form.words ? { letter: form.words } : {};
  return act('PositionTaken', proposal.id, { stance, ...words });
}

export function say(choice: Choice, proposal: Proposal, form: Form): Promise<unknown> {
  switch (choice) {
    case 'receipt':
      return act('ReceiptSigned', proposal.id, {});
    case 'put':
      return act('DecisionOpened', proposal.id, {
        rule: form.rule,
        clock: form.clock,
      });
    case 'extension':
      return act('DeadlineExtended', proposal.id, { until: form.until, reason: form.words });
    case 'close':
      return act('DecisionClosed', proposal.id, {});
    case 'sheet':
      return act('ActionSheetIssued', proposal.id, {
        document: form.document,
        ...(form.words ? { text: form.words } : {}),
      });
    case 'withdrawal':
      return act('ProposalWithdrawn', proposal.id, { reason: form.words });
    default:
      return position(proposal, choice, form);
  }
}
