import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRooms, ROOMS } from '@/words/compile';

const IMPORT = /(?:from|import\()\s*'((?:@\/|\.)[^']+)'/g;
/** `'floor.openSlip'`, or `` `floor.state_${state}` ``, of which the beginning is known. */
const KEY = new RegExp(`['\`](${ROOMS.join('|')})\\.(\\w+)(['\`]|\\$\\{)`, 'g');
const KEYS = Object.keys(compileRooms('en', ROOMS));
const ROOMS_OF_ALL = /const EVERYWHERE: readonly Room\[\] = \[([^\]]*)\]/;
const ROOMS_OF_PAGE = /rooms=\{\[([^\]]*)\]\}/;

function fileOf(from: string, specifier: string): string | null {
  const path = specifier.startsWith('@/') ? specifier.slice(2) : normalize(join(dirname(from), specifier));
  return (
    ['', '.ts', '.tsx', '/index.ts']
      .map((end) => path + end)
      .find((file) => /\.tsx?$/.test(file) && existsSync(file)) ?? null
  );
}

/** What the server answers with: English, whatever the page speaks. */
const ANSWERS = /^(words|services)\//;

/** The files that a page may draw, now or later, and those that they import. */
function reachOf(page: string, reached = new Set([page])): Set<string> {
  for (const [, specifier = ''] of readFileSync(page, 'utf8').matchAll(IMPORT)) {
    const file = fileOf(page, specifier);
    if (file && !ANSWERS.test(file) && !reached.has(file)) reachOf(file, reached.add(file));
  }
  return reached;
}

/** The rooms whose messages a file names. */
function roomsOf(file: string): { room: string; file: string }[] {
  const named = [...readFileSync(file, 'utf8').matchAll(KEY)].filter(([, room, name, end]) =>
    end === '${' ? KEYS.some((key) => key.startsWith(`${room}.${name}`)) : KEYS.includes(`${room}.${name}`),
  );
  return [...new Set(named.map(([, room = '']) => room))].map((room) => ({ room, file }));
}

const roomsIn = (text: string) => [...text.matchAll(/'([a-z]+)'/gi)].map(([, room]) => room);
const everywhere = roomsIn(ROOMS_OF_ALL.exec(readFileSync('words/server.tsx', 'utf8'))?.[1] ?? '');

describe('a page is sent the words of every room that it may draw', () => {
  test.each(globSync('app/{(staff)/**,offline}/page.tsx'))('%s', (page) => {
    const [app = '', part = '', screen = ''] = page.split('/');
    const layout = readFileSync(join(app, part, part === 'offline' ? '' : screen, 'layout.tsx'), 'utf8');
    const sent = new Set([...everywhere, ...roomsIn(ROOMS_OF_PAGE.exec(layout)?.[1] ?? '')]);
    // What the server says for itself is the API's English, and no page's.
    const said = [...reachOf(page)].filter((file) => !file.startsWith('lib/server/')).flatMap(roomsOf);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter(({ room }) => !sent.has(room))).toEqual([]);
  });
});
