/** What an element holds: text, elements in the order of the schema, or several of the same name. Undefined is left out. */
export type Content = string | undefined | Elements | readonly Elements[];
export type Elements = { readonly [name: string]: Content };

/** Gives each element that has one its number. FinCEN numbers them through the whole file. */
export type Numbers = () => { '@_SeqNum': string };

export function numbersFrom(first: number): Numbers {
  let next = first;
  return () => ({ '@_SeqNum': String(next++) });
}

/** The indicator of something that is so; elements of what is not so are left out. */
export function yesIf(isSo: boolean): 'Y' | undefined {
  return isSo ? 'Y' : undefined;
}

/**
 * Text as FinCEN takes it: one line without spaces around it, and nothing that XML cannot hold. A tab or a line break
 * within is a space; what is no character (controls, halves of a pair) falls away.
 */
export function plainText(value: string): string {
  return value
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
    .trim();
}

/** A date as FinCEN writes it, YYYYMMDD. */
export function plainDate(day: string): string {
  return day.replaceAll('-', '');
}

/** The elements by their qualified names, without those that are left out, ready for the builder. */
export function qualified(elements: Elements): Elements {
  return Object.fromEntries(
    Object.entries(elements)
      .filter(([, content]) => content !== undefined)
      .map(([name, content]) => (name.startsWith('@_') ? [name, content] : [`fc2:${name}`, qualifiedContent(content)])),
  );
}

function qualifiedContent(content: Content): Content {
  if (content === undefined) return undefined;
  if (typeof content === 'string') return plainText(content);
  return Array.isArray(content) ? content.map(qualified) : qualified(content as Elements);
}
