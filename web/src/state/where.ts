/** Where an object of a noun is looked at: the address of its page, the record where it has none. */

const PAGE: Record<string, string> = {
  requirement: 'board',
  contribution: 'board',
  consent: 'authority?tab=consents',
  instrument: 'authority',
  proposal: 'decisions',
  draft: 'decisions?tab=drafts',
  consultation: 'decisions?tab=consultations',
  protocol: 'decisions?tab=escalation',
  order: 'decisions?tab=orders',
  'duty-roster': 'decisions?tab=duty',
  transfer: 'decisions?tab=transfers',
  dispute: 'decisions?tab=disputes',
  consignment: 'consignments',
  task: 'tasks',
  plan: 'plan',
  stock: 'stocks',
  unit: 'stocks?tab=forces',
  fleet: 'stocks?tab=forces',
};

export function placeOf(noun: string, id: string, ref = ''): string {
  const page = PAGE[noun];
  if (!page) return `/record?subject=${id}`;
  const words = ref ? `&q=${encodeURIComponent(ref)}` : '';
  return `/${page}${page.includes('?') ? '&' : '?'}id=${id}${words}`;
}
