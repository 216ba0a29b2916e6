/** Keys that go to a page after `g`; the same letters in both languages, so that hands need not learn twice. */

import type { PageName } from '../state/route.svelte';

export const KEYS: Record<PageName, string> = {
  situation: 's',
  authority: 'a',
  board: 'b',
  movements: 'm',
  consignments: 'c',
  stocks: 'k',
  decisions: 'd',
  tasks: 't',
  plan: 'p',
  record: 'r',
  admin: 'u',
};

export const PAGE_OF_KEY = new Map(
  Object.entries(KEYS).map(([page, key]) => [key, page as PageName]),
);

/** Whether the key was meant for a field and not for the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
