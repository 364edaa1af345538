import { type I18n, type Messages, setupI18n } from '@lingui/core';
import type { en } from './en';
import { type Language, LOCALES } from './languages';
import type { ValueNames } from './message';

type Rooms = typeof en;
/** A part of the catalogue: `floor`, `errors`. A screen is sent the rooms that it uses. */
export type Room = keyof Rooms;
/** `room.name` of every message that exists. */
export type WordKey = { [R in Room]: `${R}.${keyof Rooms[R] & string}` }[Room];
/** The rules that a field can break. */
export type RuleName = keyof Rooms['rules'];
type TextOf<Key> = Key extends `${infer R extends Room}.${infer Name}`
  ? Name extends keyof Rooms[R]
    ? Rooms[R][Name] & string
    : never
  : never;
type Values<Key extends WordKey> = [ValueNames<TextOf<Key>>] extends [never]
  ? []
  : [values: Record<ValueNames<TextOf<Key>>, string | number>];

/** The compiled messages of a language that are at hand, by key. */
export type Words = { language: Language; i18n: I18n };

export function makeWords(language: Language, messages: Messages): Words {
  // A message of a room that this screen was not sent: its name still says more than nothing.
  const missing = (_: string, key: string) => key.slice(key.indexOf('.') + 1);
  const i18n = setupI18n({ locale: language, locales: LOCALES[language], messages: { [language]: messages }, missing });
  return { language, i18n };
}

let find = (): Words => {
  throw new Error('Nobody has said where the words are.');
};

/** Says where the words of whoever is being answered are: in the request, in the page, or in a test. */
export function provideWords(finder: () => Words): void {
  find = finder;
}

/** The language of whoever is being answered. */
export function language(): Language {
  return find().language;
}

/**
 * The words for a key, in the language of whoever is being answered: `t('floor.openSlip')`, `t('promo.coupons', { count: 3 })`. A key that
 * does not exist, and a value that is missing or too many, do not compile. To be called while something is drawn, or in answer to
 * a tap; never when a module is loaded, since nobody is being answered then.
 */
export function t<Key extends WordKey>(key: Key, ...[values]: Values<Key>): string {
  return find().i18n._(key, values);
}

/** As `t` is for whoever is being answered, in the words of one language. */
export type Say = typeof t;

export function sayIn({ i18n }: Words): Say {
  return (key, ...[values]) => i18n._(key, values);
}

/** The words for a name that came over the wire, which a newer server may have sent: null when there are none. */
export function findWords(room: Room, name: string, values?: Record<string, string | number>): string | null {
  const { i18n } = find();
  const key = `${room}.${name}`;
  return Object.hasOwn(i18n.messages, key) ? i18n._(key, values) : null;
}
