/** Which page is open and what its address says; the address is the only store of filters that can be shared. */

export const PAGES = [
  'situation',
  'authority',
  'board',
  'movements',
  'consignments',
  'stocks',
  'decisions',
  'tasks',
  'plan',
  'record',
  'admin',
] as const;
export type PageName = (typeof PAGES)[number];

function pageOf(path: string): PageName {
  const name = path.split('/')[1] ?? '';
  return (PAGES as readonly string[]).includes(name) ? (name as PageName) : 'situation';
}

class Route {
  page = $state<PageName>(pageOf(location.pathname));
  query = $state.raw(new URLSearchParams(location.search));
  /** Counts the addresses gone to, so that a page opens anew when it is asked for something else. */
  visit = $state(0);

  read(): void {
    this.visit += 1;
    this.page = pageOf(location.pathname);
    this.query = new URLSearchParams(location.search);
  }

  param(name: string): string {
    return this.query.get(name) ?? '';
  }

  /** Writes filters into the address without a new entry in the history. */
  setParams(changes: Record<string, string>): void {
    const next = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    if (text === this.query.toString()) return;
    history.replaceState(null, '', `/${this.page}${text ? `?${text}` : ''}`);
    this.query = next;
  }
}

export const route = new Route();

export function go(path: string): void {
  history.pushState(null, '', path);
  route.read();
}

/** Follows links inside the client without loading the page anew. */
export function followLinks(): () => void {
  const click = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element).closest?.('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api') || link.hasAttribute('download') || link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search);
  };
  const back = (): void => route.read();
  document.addEventListener('click', click);
  window.addEventListener('popstate', back);
  return () => {
    document.removeEventListener('click', click);
    window.removeEventListener('popstate', back);
  };
}
