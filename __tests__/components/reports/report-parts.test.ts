import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ReportFigures, ReportTable } from '@/components/reports/report-parts';

const columns = [{ title: 'Given by' }, { title: 'Reason', isText: true }, { title: 'Number' }];
const table = { label: 'Rewards', columns, nothing: 'Nothing was given.' };
const rows = [
  { key: 'a', cells: ['Ada', 'Promotion', '3'] },
  { key: 'total', cells: ['Total', '', '3'], isTotal: true },
];

test('a table names its rows by their first cell, and sets numbers to the right', () => {
  const html = renderToStaticMarkup(createElement(ReportTable, { ...table, rows }));
  expect(html).toContain('aria-label="Rewards"');
  expect(html).toMatch(/<th scope="row"[^>]*>Ada<\/th><td class="[^"]*wrap-anywhere[^"]*">Promotion<\/td>/);
  expect(html).toMatch(/<td class="[^"]*text-right[^"]*">3<\/td>/);
  expect(html).toMatch(/<tr class="[^"]*font-bold[^"]*"><th scope="row"[^>]*>Total/);
});

test('a table without a row says what did not happen, in the place of empty headings', () => {
  const html = renderToStaticMarkup(createElement(ReportTable, { ...table, rows: [] }));
  expect(html).toBe('<p class="text-muted text-sm">Nothing was given.</p>');
});

test('a table with more columns than a phone has room for is reached by the keyboard, to be scrolled', () => {
  const html = renderToStaticMarkup(createElement(ReportTable, { ...table, rows, isWide: true }));
  expect(html).toMatch(/^<div tabindex="0" class="max-sm:overflow-x-auto"><table aria-label="Rewards"/i);
});

test('figures stand beside their names', () => {
  const html = renderToStaticMarkup(
    createElement(ReportFigures, {
      figures: [
        ['Cash in', '$12'],
        ['Entries', '4', 'of today'],
      ],
    }),
  );
  expect(html).toMatch(/<dt[^>]*>Cash in<\/dt><dd[^>]*>\$12<\/dd>/);
  expect(html).toContain('of today');
});
