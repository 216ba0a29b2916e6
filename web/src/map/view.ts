/** The map's view: scale and shift from plane to screen, zoom about a point, the frame that shows all. */

export interface View {
  k: number;
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const K_MIN = 60;
export const K_MAX = 60_000;

export function boxOf(points: Iterable<{ x: number; y: number }>): Box | null {
  let box: Box | null = null;
  for (const { x, y } of points) {
    if (!box) box = { left: x, top: y, right: x, bottom: y };
    else {
      box = {
        left: Math.min(box.left, x),
        top: Math.min(box.top, y),
        right: Math.max(box.right, x),
        bottom: Math.max(box.bottom, y),
      };
    }
  }
  return box;
}

/** The view in which the box fills the screen but for a margin. */
export function fitting(box: Box, width: number, height: number, margin = 48): View {
  const wide = Math.max(box.right - box.left, 0.02);
  const tall = Math.max(box.bottom - box.top, 0.02);
  const room = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / tall);
  const k = Math.max(K_MIN, Math.min(K_MAX, room));
  return {
    k,
    x: width / 2 - ((box.left + box.right) / 2) * k,
    y: height / 2 - ((box.top + box.bottom) / 2) * k,
  };
}

export function zoomed(view: View, factor: number, x: number, y: number): View {
  const k = Math.max(K_MIN, Math.min(K_MAX, view.k * factor));
  const by = k / view.k;
  return { k, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

export function toScreen(view: View, point: { x: number; y: number }): { x: number; y: number } {
  return { x: point.x * view.k + view.x, y: point.y * view.k + view.y };
}
