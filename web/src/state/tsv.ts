/** Cells as a spreadsheet puts them on the clipboard: tabs between cells, quotes around cells with breaks. */

/** Rows of cells; a trailing empty row is left out. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/\r\n?/g, '\n');
  const endCell = (): void => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let n = 0; n < source.length; n++) {
    const c = source[n];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[n + 1] === '"') {
        cell += '"';
        n++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === '\t') endCell();
    else if (c === '\n') endRow();
    else cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

export interface Heading {
  id: string;
  names: string[];
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** The column of each cell when the row is a heading: at least half of its cells name a column; else null. */
export function headingOf(
  row: readonly string[],
  headings: readonly Heading[],
): (string | null)[] | null {
  const known = new Map(
    headings.flatMap((one) => [one.id, ...one.names].map((name) => [plain(name), one.id])),
  );
  const found = row.map((cell) => known.get(plain(cell)) ?? null);
  const named = found.filter((one) => one !== null).length;
  return named > 0 && named * 2 >= row.filter(Boolean).length ? found : null;
}

/** Numbers as people write them: `1 200`, `1,200`, `1.200,5` where the last mark parts decimals. */
export function readNumber(text: string): number | null {
  const tight = text.replace(/[\s\u00a0\u202f']/g, '');
  if (tight === '') return null;
  const normal = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(tight)
    ? tight.replaceAll(',', '')
    : /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(tight)
      ? tight.replaceAll('.', '').replace(',', '.')
      : tight.replace(',', '.');
  const value = Number(normal);
  return Number.isFinite(value) ? value : null;
}

/** A date as `2014-10-05`, `05.10.2014`, `5/10/2014` (day first), with or without a time; an instant or null. */
export function readInstant(text: string): string | null {
  const iso = text.trim().match(/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?(?::\d{2})?Z?$/);
  const local = text.trim().match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})(?: (\d{1,2}):(\d{2}))?$/);
  const parts = iso
    ? [iso[1], iso[2], iso[3], iso[4], iso[5]]
    : local
      ? [local[3], local[2], local[1], local[4], local[5]]
      : null;
  if (!parts) return null;
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  const instant = `${parts[0]}-${two(parts[1])}-${two(parts[2])}T${two(parts[3])}:${two(parts[4])}Z`;
  const ms = Date.parse(instant);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 16) !== instant.slice(0, 16)
    ? null
    : instant;
}
