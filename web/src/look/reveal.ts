/** Where the page is one column, what was chosen opens below the list: bring it into sight. */

const ONE_COLUMN = '(max-width: 1000px)';

export function reveal(node: HTMLElement): void {
  if (matchMedia(ONE_COLUMN).matches) node.scrollIntoView({ block: 'start' });
}
