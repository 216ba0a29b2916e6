/** How much of a requirement nations have promised, in millionths of what is wanted. */

import type { Requirement } from '../../api/types';

export function ppmOf(row: Requirement): number {
  return Math.max(0, Math.min(1_000_000, row.covered?.ppm ?? 0));
}
