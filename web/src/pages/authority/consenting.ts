/** What a form of consent begins with: of the own territory, in answer to a request, or asked of another. */

import type { Scope } from '../../api/rows';
import type { Consent, MissingSignature } from '../../api/types';

/** What a host may be asked for. */
export const ACTIONS = [
  'enter',
  'transit',
  'overfly',
  'station',
  'use-base',
  'use-lift',
  'use-stock',
  'send',
  'host-nation-support',
  'supply',
];

export interface Wanted {
  /** The request that is answered; null makes a new consent. */
  subject: string | null;
  /** Another nation's territory is asked for; the own or none is granted. */
  territory: string;
  procedure: string;
  beneficiaries: string[];
  actions: string[];
  scope: Scope | null;
}

export const NOTHING: Wanted = {
  subject: null,
  territory: '',
  procedure: '',
  beneficiaries: [],
  actions: [],
  scope: null,
};

/** A signature that is missing: the host signs for all who wait, whoever waits asks for itself. */
export function fromMissing(row: MissingSignature, nation: string): Wanted {
  const own = row.nation === nation;
  return {
    ...NOTHING,
    territory: row.nation,
    procedure: row.procedure,
    beneficiaries: own ? row.actors : [nation],
    actions: row.actions,
  };
}

export function inAnswer(consent: Consent): Wanted {
  return {
    subject: consent.id,
    territory: consent.nation,
    procedure: consent.procedure,
    beneficiaries: consent.actors,
    actions: consent.scope?.actions ?? [],
    scope: consent.scope,
  };
}
