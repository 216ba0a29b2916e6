/** Where the page is one column, what was chosen opens below the list: bring it into sight. */

const ONE_COLUMN = '(max-width: 1000px)';

export function reveal(node: HTMLElement): void {
  // after the frame in which the list makes room for it
  if (matchMedia(ONE_COLUMN).matches)
    requestAnimationFrame(() => node.scrollIntoView({ block: 'start' }));
}
