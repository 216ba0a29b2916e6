/** A stock over time as steps: what is on hand until the next departure takes from it. */

export interface Level {
  at: number;
  pieces: number;
}

/** The path of a step line over `wide` by `tall` pixels between two instants; the last level lasts to the end. */
export function stepsOf(
  levels: readonly Level[],
  frame: { begins: number; ends: number; wide: number; tall: number; most: number },
): string {
  const { begins, ends, wide, tall, most } = frame;
  const x = (at: number): string =>
    ((Math.max(begins, Math.min(ends, at)) - begins) * (wide / (ends - begins))).toFixed(1);
  const y = (pieces: number): string => (tall - (pieces * tall) / Math.max(1, most)).toFixed(1);
  const parts: string[] = [];
  for (const { at, pieces } of levels)
    parts.push(parts.length === 0 ? `M0 ${y(pieces)}` : `H${x(at)}V${y(pieces)}`);
  return parts.length ? `${parts.join('')}H${wide}` : '';
}

/** What is on hand at an instant. */
export function levelAt(levels: readonly Level[], at: number): number {
  let pieces = levels[0]?.pieces ?? 0;
  for (const level of levels) {
    if (level.at > at) break;
    pieces = level.pieces;
  }
  return pieces;
}
