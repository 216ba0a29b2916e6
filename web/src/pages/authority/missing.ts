/** A missing signature in words, in whichever shape it comes. */

import type { Lane } from '../../api/types';

export function missingText(one: Lane['missing'][number]): string {
  if (typeof one === 'string') return one;
  return one.text ?? [one.nation, one.procedure].filter(Boolean).join(', ');
}
