/** APP-6 symbols of units, drawn by milsymbol, which is loaded when first wanted.
 *
 * Where the book states no symbol, the entity is inferred from the unit's own words; nothing but the function of the
 * unit is shown. Codes are those of APP-6(D) and MIL-STD-2525D: friend, symbol set 10 (land unit). */

import type ms from 'milsymbol';

let library: typeof ms | null = null;
const drawn = new Map<string, HTMLCanvasElement>();

export async function loadSymbols(): Promise<void> {
  library ??= (await import('milsymbol')).default;
}

const ENTITIES: [RegExp, string][] = [
  [/hospital|medic|treatment|emeds|bed|ambulance|lab|patient|clinic|role.?[123]/, '161300'],
  [/engineer|construct|airfield|build/, '140700'],
  [/port open|port|harbour|terminal|movement control|rsom|contingency response/, '163600'],
  [/transport|lorr|truck|convoy|logist|supply|sustain/, '163400'],
  [/helicopter|rotary|aviation|osprey|c-?1[37]0|aircraft|air wing|squadron/, '120600'],
  [/fighter|air defen/, '130100'],
  [/signal|communicat|network/, '111000'],
  [/military police|police|gendarm/, '141200'],
  [/cbrn|chemical|decontam/, '140100'],
  [/headquarter|command|staff|liaison|hq/, '110000'],
  [/tank|armou?r/, '120500'],
  [/mechani[sz]ed|infantry|battalion|brigade|company|rifle|marine/, '121100'],
  [/artiller|himars/, '130300'],
];

/** A 2525D code of twenty digits for a unit of these words. */
export function sidcOf(words: string): string {
  const text = words.toLowerCase();
  const entity = ENTITIES.find(([pattern]) => pattern.test(text))?.[1] ?? '110000';
  return `1003100000${entity}0000`;
}

/** The symbol as a canvas at twice its size, or null before the library has come. */
export function symbolOf(sidc: string, dark: boolean): HTMLCanvasElement | null {
  if (!library) return null;
  const key = `${sidc}${dark}`;
  let canvas = drawn.get(key);
  if (!canvas) {
    canvas = new library.Symbol(sidc, {
      size: 15,
      colorMode: dark ? 'Medium' : 'Light',
      outlineWidth: 2,
      outlineColor: dark ? '#10181f' : '#ffffff',
    }).asCanvas(2);
    drawn.set(key, canvas);
  }
  return canvas;
}
