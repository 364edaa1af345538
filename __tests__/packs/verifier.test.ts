import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entryHash,
  entryText,
  lineOf,
  newPackKey,
  type Parts,
  packOf,
  packParts,
} from '@/__tests__/support/pack-by-hand';
import { Sha256, sha256 } from '@/verifier/sha256.js';
import { verifyPack } from '@/verifier/verify.js';

const { key, publicPem } = newPackKey();
const sound = await packOf(packParts(), key);
const check = (bytes: Uint8Array) => verifyPack(new Blob([Uint8Array.from(bytes)]), { trustedKey: publicPem });

describe('a pack', () => {
  it('that is as it was made is sound, and its key is the one that the operator handed out', async () => {
    const verdict = await check(sound);
    expect(verdict.failures).toEqual([]);
    expect(verdict).toMatchObject({ isSound: true, isKeyTrusted: true });
    expect(verdict.roots.map(({ kind, day }) => [kind, day])).toEqual([
      ['ledger', '2026-11-20'],
      ['mtl', '2026-11-20'],
    ]);
  });

  it('is checked without a key of the operator too, and then says that nobody vouched for the key', async () => {
    expect(await verifyPack(new Blob([Uint8Array.from(sound)]))).toMatchObject({ isSound: true, isKeyTrusted: false });
  });

  it('signed with another key is found by who holds the right one', async () => {
    const { failures } = await check(await packOf(packParts(), newPackKey().key));
    expect(failures).toEqual(['The pack is signed with another key than the one you hold from the operator.']);
  });

  it('whose bytes were changed anywhere, cut off or added to is found, a thousand times of a thousand', async () => {
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('flip' as const),
        at: fc.nat(sound.length - 1),
        by: fc.integer({ min: 1, max: 255 }),
      }),
      fc.record({
        kind: fc.constant('cut' as const),
        at: fc.nat(sound.length - 1),
        by: fc.integer({ min: 1, max: 4000 }),
      }),
      fc.record({ kind: fc.constant('add' as const), at: fc.nat(sound.length), by: fc.nat(255) }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ kind, at, by }) => {
        const altered = Buffer.from(sound);
        altered[at] = (altered[at] ?? 0) ^ by;
        const bytes = {
          flip: altered,
          cut: Buffer.concat([sound.subarray(0, at), sound.subarray(at + by)]),
          add: Buffer.concat([sound.subarray(0, at), Buffer.from([by]), sound.subarray(at)]),
        }[kind];
        const { isSound, failures } = await check(bytes);
        expect(isSound).toBe(false);
        expect(failures[0]).toMatch(/\.$/);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The parts of a sound pack after one change of one of them. */
function changed(path: string, change: (text: string) => string): Parts {
  const parts = packParts();
  const text = parts.get(path) ?? '';
  const after = change(text);
  if (after === text) throw new Error(`Nothing of ${path} was changed.`);
  return parts.set(path, after);
}

/** A ledger file after somebody wrote its line anew, each later hash of the player with it, as only an insider could. */
function forged(text: string, line: number, change: (fields: unknown[]) => void): string {
  const lines = text.trimEnd().split('\n');
  let previous: string | undefined;
  return `${lines
    .map((each, index) => {
      if (each.startsWith('after ')) return each;
      const [before = '', hash = '', ...rest] = each.split(' ');
      const fields = JSON.parse(rest.join(' '));
      if (index < line || fields[2] !== JSON.parse(lines[line]?.split(' ').slice(2).join(' ') ?? '')[2]) return each;
      if (index === line) change(fields);
      const [from, anew] = [previous ?? before, entryText(fields)];
      previous = entryHash(from, anew);
      return previous === hash ? each : lineOf(from, previous, anew);
    })
    .join('\n')}\n`;
}

const INSIDE: [string, Parts, RegExp][] = [
  [
    'an entry with other points',
    changed('ledger/0001.txt', (text) => text.replace(', 40, 140,', ', 41, 140,')),
    /has another hash than its fields give/,
  ],
  [
    'an entry with another note',
    changed('ledger/0001.txt', (text) => text.replace('a note', 'A note')),
    /has another hash than its fields give/,
  ],
  [
    'an entry that was taken out',
    changed('ledger/0001.txt', (text) => text.split('\n').toSpliced(1, 1).join('\n')),
    /follows entry 1: there are entries missing/,
  ],
  [
    'an entry that stands twice',
    changed('ledger/0001.txt', (text) =>
      text
        .split('\n')
        .toSpliced(1, 0, text.split('\n')[1] ?? '')
        .join('\n'),
    ),
    /follows entry 2: there are entries missing or too many/,
  ],
  [
    'two entries that changed places',
    changed('ledger/0001.txt', (text) => {
      const [a = '', b = '', ...rest] = text.split('\n');
      return [b, a, ...rest].join('\n');
    }),
    /follows entry 0/,
  ],
  [
    'a note written anew with all hashes after it',
    changed('ledger/0001.txt', (text) =>
      forged(text, 1, (fields) => {
        fields[7] = 'another note';
      }),
    ),
    /is another than the one that was sealed on 2026-11-18/,
  ],
  [
    'points written anew with all hashes after them',
    changed('ledger/0001.txt', (text) =>
      forged(text, 1, (fields) => {
        fields[4] = 41;
        fields[5] = 141;
      }),
    ),
    /is another than the one that was sealed/,
  ],
  [
    'the entries of a player left out',
    changed('ledger/0001.txt', (text) => text.split('\n').slice(6).join('\n')),
    /was sealed on 2026-11-18 and is not in the ledger of this pack/,
  ],
  [
    'the last entries of a player left out',
    changed('ledger/0002.txt', (text) => text.split('\n').slice(0, 2).join('\n')),
    /was sealed on 2026-11-20 and is not in the ledger/,
  ],
  [
    'another balance before the first entry',
    changed('ledger/0001.txt', (text) => text.replace(' 500\n', ' 900\n')),
    /leaves a balance of 600, but 900 and 100 are 1000/,
  ],
  [
    'another end of what came before',
    changed('ledger/0001.txt', (text) => text.replace(/(after \S+) 4 /, '$1 3 ')),
    /is another than the one that was sealed on 2026-11-17/,
  ],
  [
    'a seal with another head',
    changed('seals/ledger/2026-11-19.txt', (text) =>
      text.replace(/[0-9a-f](?=\n$)/, (digit) => (digit === '0' ? '1' : '0')),
    ),
    /names another root for 2026-11-19 than the text of that day has/,
  ],
  [
    'a seal that is left out',
    (() => {
      const parts = packParts();
      parts.delete('seals/ledger/2026-11-19.txt');
      return parts;
    })(),
    /does not follow the day before/,
  ],
  [
    'a seal that does not add up',
    changed('seals/ledger/2026-11-20.txt', (text) => text.replace('entries 4', 'entries 5')),
    /does not add up/,
  ],
  [
    'a comp of other points than the ledger says',
    changed('rewards.csv', (text) => text.replace(',-60,', ',-50,')),
    /tells of .* otherwise than the ledger does/,
  ],
  [
    'a comp that the ledger does not know',
    changed('rewards.csv', (text) => text.replace(/0003",/, '0099",')),
    /names entry .* which is not in the ledger of this pack/,
  ],
  [
    'a month with another sum',
    changed('rewards-by-month.csv', (text) => text.replace('10000', '7500')),
    /says value_cents 7500 for 2026-11 meal; the rows of rewards\.csv give 10000/,
  ],
  [
    'a month that is left out',
    changed('rewards-by-month.csv', (text) => `${text.split('\r\n')[0]}\r\n`),
    /has no line for 2026-11 meal/,
  ],
  [
    'a coupon that came from nowhere',
    changed('coupons.csv', (text) => text.replace(',0,0,1,2500,0,0,1,2500,', ',0,0,0,0,0,0,1,2500,')),
    /does not say where coupon c1 came from/,
  ],
  [
    'a reconciliation with another sum',
    changed('coupon-reconciliation.csv', (text) => text.replace('1,2500,2,5000', '1,2500,3,7500')),
    /says issued 3 for Match play "25"; the rows of coupons\.csv give 2/,
  ],
  [
    'a case of a smaller sum than its entries',
    changed('ctr-cases.csv', (text) => text.replace('1024000', '999000')),
    /says cash_in_cents 999000 for case-1; the rows of ctr-entries\.csv give 1024000/,
  ],
  [
    'a smaller sum of cash, in the log and in both tables alike',
    changed('cash-log/rows.txt', (text) => text.replace('424000', '124000'))
      .set('ctr-entries.csv', (packParts().get('ctr-entries.csv') ?? '').replace('424000', '124000'))
      .set('ctr-cases.csv', (packParts().get('ctr-cases.csv') ?? '').replace('1024000', '724000')),
    /other rows than those that were sealed on 2026-11-18 \(block 2\)/,
  ],
  [
    'a description in the cash log',
    changed('cash-log/rows.txt', (text) => text.replace('grey suit', 'red dress')),
    /other rows than those that were sealed on 2026-11-18 \(block 1\)/,
  ],
  [
    'a row of the cash log that was taken out',
    changed('cash-log/rows.txt', (text) => text.split('\n').slice(1).join('\n')),
    /other rows than those that were sealed on 2026-11-18/,
  ],
  [
    'the end of the cash log left out',
    changed('cash-log/rows.txt', (text) => text.split('\n').slice(0, 3).join('\n')),
    /sealed on 2026-11-20 \(block 1\) are not in this pack/,
  ],
  [
    'a row of the cash log too many',
    changed('cash-log/rows.txt', (text) => `${text}${text.split('\n')[3]?.replace('0001"', '0002"')}\n`),
    /line 5, is in no seal of this pack/,
  ],
  [
    'two rows of the cash log that changed places',
    changed('cash-log/rows.txt', (text) => {
      const [a = '', b = '', ...rest] = text.split('\n');
      return [b, a, ...rest].join('\n');
    }),
    /line 2, is out of order/,
  ],
  [
    'an entry of a case that the cash log has otherwise',
    changed('ctr-entries.csv', (text) => text.replace('600000', '1').replace('424000', '1023999')),
    /tells of .*otherwise than the cash log does/,
  ],
  [
    'an entry of a case that the cash log has not',
    changed('ctr-entries.csv', (text) => text.replace('0000003"', '0000008"')),
    /names entry .* which is not in the cash log of this pack/,
  ],
];

describe('a pack that somebody changed who holds the key, and signed again,', () => {
  it.each(INSIDE)('is found by what does not fit: %s', async (_, parts, sentence) => {
    const { failures } = await check(await packOf(parts, key));
    expect(failures.join('\n')).toMatch(sentence);
  });
});

describe('a pack that somebody changed without the key', () => {
  it('is found by its hashes, whichever file it was, although the archive was made anew', async () => {
    for (const path of packParts().keys()) {
      const parts = changed(path, (text) => `${text} `);
      const forgedPack = await packOf(parts, { ...key, sign: () => key.sign('another manifest') });
      expect((await check(forgedPack)).failures.join('\n')).toMatch(/changed after it was signed/);
    }
  });
});

describe('the digest of the verifier', () => {
  it('is that of the platform, at once and in pieces, for texts of every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 130 }), (bytes, size) => {
        const digest = new Sha256();
        for (let at = 0; at < bytes.length; at += size) digest.take(bytes.subarray(at, at + size));
        const expected = createHash('sha256').update(bytes).digest('hex');
        expect([digest.hex(), sha256(bytes)]).toEqual([expected, expected]);
      }),
    );
  });
});
