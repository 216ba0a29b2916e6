/** Letters on the map: their face, and a halo that keeps them readable over lines. */

import type { Palette } from './draw';

export const FACE = 'Inter, system-ui, sans-serif';
export const NAME_SIZE = 11.5;

export function outlined(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: { x: number; y: number },
  palette: Palette,
): void {
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = palette['map-halo'] ?? '';
  context.strokeText(text, x, y);
  context.fillStyle = palette.ink ?? '';
  context.fillText(text, x, y);
}
