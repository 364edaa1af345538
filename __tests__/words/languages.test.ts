import { expect, test } from 'vitest';
import { pickLanguage } from '@/words/languages';

test.each([
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['zh-CN,zh;q=0.9', 'zh-Hans'],
  ['zh-Hans-SG', 'zh-Hans'],
  ['zh-TW,en;q=0.5', 'en'],
  ['zh-Hant', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['fr;q=0.9, es;q=0.4, en;q=0', 'es'],
  ['en;q=0.2,es;q=0.7', 'es'],
  ['', 'en'],
  [null, 'en'],
])('a browser that asks for %s reads %s', (acceptLanguage, language) => {
  expect(pickLanguage(acceptLanguage)).toBe(language);
});
