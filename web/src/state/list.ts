/** Whole lists read page by page; the server caps a page at 500. */

import { get } from '../api/http';
import type { List } from '../api/types';

const PAGE = 500;
const PAGES_MAX = 100;

export async function getAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const found: T[] = [];
  const joint = path.includes('?') ? '&' : '?';
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const answer: List<T> = await get<List<T>>(`${path}${joint}limit=${PAGE}${more}`, signal);
    found.push(...answer.items);
    cursor = answer.next;
    if (!cursor) return found;
  }
  return found;
}
