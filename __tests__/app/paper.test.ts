import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { VirtualList } from '@/components/ui/virtual-list';

const css = readFileSync('app/globals.css', 'utf8');

/** What stands between the braces that follow a text. */
function blockAfter(text: string, from = css): string {
  const start = from.indexOf('{', from.indexOf(text)) + 1;
  let [depth, end] = [1, start];
  for (; depth > 0; end++) depth += from[end] === '{' ? 1 : from[end] === '}' ? -1 : 0;
  return from.slice(start, end - 1);
}

/** How light a token of the look is, from 0 for black to 1 for white. */
function lightness(token: string, block: string): number {
  return Number(block.match(new RegExp(`--${token}: oklch\\(([\\d.]+)`))?.[1]);
}

test('dark is for screens only: paper has the light look whatever the screen has', () => {
  expect(lightness('text', blockAfter('\n:root {'))).toBeLessThan(0.3);
  const withoutScreens = css.replaceAll(/@media screen \{[\s\S]*?\n\}/g, '');
  expect(withoutScreens).not.toContain(':not([data-theme="light"]) {\n    --');
  expect(
    lightness('text', blockAfter(':root:not([data-theme="light"])', blockAfter('\n@media screen'))),
  ).toBeGreaterThan(0.9);
});

test('on paper even the quietest text is dark', () => {
  const paper = blockAfter('\n@media print');
  for (const token of ['muted', 'faint']) expect(lightness(token, paper)).toBeLessThanOrEqual(0.4);
  expect(paper).toContain('--bg: #fff;');
});

test('on paper what scrolls is there whole, and rows lie one below the other', () => {
  const screens = blockAfter('body:not(:has([data-print]))', blockAfter('\n@media print'));
  expect(screens).toMatch(
    /\[class\*="scroll-area"\],[^{]*\{\s*height: auto !important;[^}]*overflow: visible !important;/,
  );
  const rows = { label: 'Rows', items: ['one'], keyOf: (row: string) => row, rowHeight: 40, hasMore: false };
  const list = { ...rows, onNearEnd: () => {}, children: (row: string) => row };
  const html = renderToStaticMarkup(createElement(VirtualList<string>, list));
  expect(html).toContain('print:h-auto!');
  expect(html).toContain('print:static print:transform-none!');
});
