import type { Messages } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { type Catalogue, en } from './en';
import { es } from './es';
import type { Language } from './languages';
import type { Room } from './say';
import { zhHans } from './zh-Hans';

export const CATALOGUES: Record<Language, Catalogue> = { en, es, 'zh-Hans': zhHans };
export const ROOMS = Object.keys(en) as Room[];

/** Compiled once for each language and room: the browser is sent what Lingui reads without a parser. */
const compiled = new Map<string, Messages>();

function compileRoom(language: Language, room: Room): Messages {
  const known = compiled.get(`${language}.${room}`);
  if (known) return known;
  const texts = Object.entries<string>(CATALOGUES[language][room]);
  const made = Object.fromEntries(texts.map(([name, text]) => [`${room}.${name}`, compileMessage(text)]));
  compiled.set(`${language}.${room}`, made);
  return made;
}

/** The messages of some rooms, by key. */
export function compileRooms(language: Language, rooms: readonly Room[]): Messages {
  return Object.assign({}, ...rooms.map((room) => compileRoom(language, room)));
}
