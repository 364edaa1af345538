import { createHash, generateKeyPairSync } from 'node:crypto';
import { type PackKey, readPackKey } from '@/lib/server/pack-key';
import { packArchive } from '@/services/packs/archive';

/** A small pack made by hand, so that the verifier is held against something that the product did not make. */

const CASINO = '019ac1f0-5a11-7c3e-9d52-0c6f4a1b7e21';
const PLAYERS = ['019ac1f0-0000-7000-8000-000000000001', '019ac1f0-0000-7000-8000-000000000002'];
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'];

export type Parts = Map<string, string>;
type Line = {
  player: string;
  no: number;
  id: string;
  day: string;
  points: number;
  balance: number;
  previous: string;
  hash: string;
  text: string;
};

/** A key pair: how the product signs, and the public half as the operator would hand it out. */
export function newPackKey(): { key: PackKey; publicPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = readPackKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return { key, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

const sha256 = (...pieces: (string | Buffer)[]) =>
  pieces.reduce((digest, piece) => digest.update(piece), createHash('sha256')).digest('hex');
const idOf = (player: number, no: number) => `019ac9b2-000${player}-7000-8000-${String(no).padStart(12, '0')}`;

/** The text that an entry's hash is made of, as PostgreSQL writes an array. */
export function entryText(fields: unknown[]): string {
  return `[${fields.map((field) => JSON.stringify(field)).join(', ')}]`;
}

export function entryHash(previous: string, text: string): string {
  return sha256(Buffer.from(previous === '-' ? '' : previous, 'hex'), text);
}

export const lineOf = (previous: string, hash: string, text: string) => `${previous} ${hash} ${text}`;

function chainOf(player: number, first: number, balanceBefore: number, previousHash: string): Line[] {
  let [previous, balance] = [previousHash, balanceBefore];
  return [100, 40, -60, 25, -5, 75].map((points, index) => {
    balance += points;
    const [no, id] = [first + index, idOf(player, first + index)];
    const reason = points > 0 ? 'mid_session_bonus' : 'redemption';
    const text = entryText([
      CASINO,
      id,
      PLAYERS[player],
      no,
      points,
      balance,
      reason,
      'a note',
      false,
      null,
      null,
      null,
      9819,
      `key-${no}`,
      null,
      idOf(9, no),
      null,
      null,
      { player },
      1_763_500_000_000_000 + no,
    ]);
    const hash = entryHash(previous, text);
    const line = {
      player: PLAYERS[player] ?? '',
      no,
      id,
      day: DAYS[Math.floor(index / 2)] ?? '',
      points,
      balance,
      previous,
      hash,
      text,
    };
    previous = hash;
    return line;
  });
}

function sealsOf(lines: Line[], opening: string): [string, string][] {
  let [previous, total] = ['-', 0];
  const sealOf = (day: string, heads: string[], entries: number): [string, string] => {
    total += entries;
    const text = [
      'pitside seal 1',
      `casino ${CASINO}`,
      'kind ledger',
      `day ${day}`,
      `previous ${previous}`,
      `entries ${entries}`,
      `total ${total}`,
      ...heads,
      '',
    ].join('\n');
    previous = sha256(text);
    return [`seals/ledger/${day}.txt`, text];
  };
  const headOf = (line: Line) => `${line.player} ${line.no} ${line.id} ${line.hash}`;
  const before = sealOf('2026-11-17', [opening], 4);
  const days = DAYS.map((day) => {
    const ofDay = lines.filter((line) => line.day === day);
    return sealOf(day, ofDay.filter((_, index) => index % 2 === 1).map(headOf), ofDay.length);
  });
  return [before, ...days];
}

/** The id of a row of the cash log that was made on a day. */
const rowIdOf = (day: string, place: number) => `019ac9${day.slice(-2)}-0000-7000-8000-00000000000${place}`;

/** Rows of the cash log by day, block by block: a description, two entries of one case, and a late one of no case. */
const CASH_LOG: [day: string, blocks: string[][]][] = [
  ['2026-11-17', []],
  [
    '2026-11-18',
    [
      [
        entryText(['patron', rowIdOf('2026-11-18', 1), 9818, 'grey suit']),
        entryText(['entry', rowIdOf('2026-11-18', 2), 9818, 1, 'in', 'chip_purchase', 'currency', 600_000, true]),
      ],
      [entryText(['entry', rowIdOf('2026-11-18', 3), 9818, 2, 'in', 'chip_purchase', 'currency', 424_000, true])],
    ],
  ],
  ['2026-11-19', []],
  ['2026-11-20', [[entryText(['entry', rowIdOf('2026-11-20', 1), 9818, 3, 'out', 'payout', 'currency', 5000, true])]]],
];

/** The seals of the cash log, and its rows as the pack has them. */
function cashLogParts(): [string, string][] {
  let [previous, total] = ['', 0];
  const seals = CASH_LOG.map(([day, blocks]): [string, string] => {
    const root = previous || '-';
    const entries = blocks.flat().length;
    total += entries;
    const lines = blocks.map((rows, index) => {
      previous = sha256(`${[previous, ...rows].join('\n')}\n`);
      return `${index + 1} ${JSON.parse(rows.at(-1) ?? '')[1]} ${rows.length} ${previous}`;
    });
    const heading = ['pitside seal 1', `casino ${CASINO}`, 'kind mtl', `day ${day}`, `previous ${root}`];
    const text = [...heading, `entries ${entries}`, `total ${total}`, `through ${rowIdOf(day, 9)}`, ...lines, ''].join(
      '\n',
    );
    previous = sha256(text);
    return [`seals/mtl/${day}.txt`, text];
  });
  const rows = CASH_LOG.flatMap(([, blocks]) => blocks.flat());
  return [...seals, ['cash-log/rows.txt', rows.map((row) => `${row}\n`).join('')]];
}

const table = (names: string[], rows: (string | number)[][]) =>
  `\ufeff${[names, ...rows].map((row) => row.map((cell) => (typeof cell === 'string' ? `"${cell}"` : cell)).join(',')).join('\r\n')}\r\n`;

const linesOf = (lines: Line[]) => lines.map((line) => `${lineOf(line.previous, line.hash, line.text)}\n`).join('');

/** A pack of three days: two players, one of whom had four entries before; comps, coupons, a case, the cash log. */
export function packParts(): Parts {
  const openingHash = sha256('what came before');
  const opening = `${PLAYERS[1]} 4 ${idOf(1, 4)} ${openingHash}`;
  const lines = [...chainOf(0, 1, 0, '-'), ...chainOf(1, 5, 500, openingHash)];
  const comps = lines.filter((line) => line.points < 0);
  const fates = [
    'outstanding_at_start',
    'issued',
    'issued_as_replacement',
    'voided',
    'replaced',
    'expired',
    'cleared',
    'outstanding_at_end',
  ];
  const couponNames = ['coupon_id', 'program', ...fates.flatMap((fate) => [fate, `${fate}_cents`])];
  const coupon = (id: string, came: string, went: string) => [
    id,
    'Match play "25"'.replaceAll('"', '""'),
    ...fates.flatMap((fate) => (fate === came || fate === went ? [1, 2500] : [0, 0])),
  ];
  const coupons = [
    coupon('c1', 'issued', 'voided'),
    coupon('c2', 'outstanding_at_start', 'expired'),
    coupon('c3', 'issued', 'outstanding_at_end'),
  ];
  return new Map([
    [
      'rewards.csv',
      table(
        ['month', 'type', 'entry_id', 'player_id', 'points', 'value_cents'],
        comps.map((line) => ['2026-11', 'meal', line.id, line.player, line.points, 2500]),
      ),
    ],
    [
      'rewards-by-month.csv',
      table(['month', 'type', 'count', 'points', 'value_cents'], [['2026-11', 'meal', comps.length, -130, 10_000]]),
    ],
    ['coupons.csv', table(couponNames, coupons)],
    [
      'coupon-reconciliation.csv',
      table(couponNames.slice(1), [
        ['Match play ""25""', 1, 2500, 2, 5000, 0, 0, 1, 2500, 0, 0, 1, 2500, 0, 0, 1, 2500],
      ]),
    ],
    [
      'ctr-entries.csv',
      table(
        ['case_id', 'entry_id', 'cash_in_cents', 'cash_out_cents'],
        [
          ['case-1', rowIdOf('2026-11-18', 2), 600_000, 0],
          ['case-1', rowIdOf('2026-11-18', 3), 424_000, 0],
        ],
      ),
    ],
    [
      'ctr-cases.csv',
      table(['case_id', 'status', 'cash_in_cents', 'cash_out_cents'], [['case-1', 'filed', 1_024_000, 0]]),
    ],
    ...sealsOf(lines, opening),
    ['ledger/0001.txt', `${linesOf(lines.slice(0, 6))}after ${opening} 500\n${linesOf(lines.slice(6, 9))}`],
    ['ledger/0002.txt', linesOf(lines.slice(9))],
    ...cashLogParts(),
  ]);
}

/** The parts as an archive, signed. Says in its manifest what the parts of `packParts` come to. */
export async function packOf(parts: Parts, key: PackKey): Promise<Buffer> {
  const files = Array.from(parts, ([path, text]) => ({
    path,
    pieces: async function* () {
      yield text;
    },
  }));
  const manifest = {
    format: 'pitside pack 1',
    casino: { id: CASINO, name: 'A house' },
    from: '2026-11-18',
    to: '2026-11-20',
    madeAt: '2026-11-21T12:00:00Z',
    madeBy: 'somebody',
    key: key.name,
    totals: { entries: 12, pointsGiven: 480, pointsTaken: 130, seals: 8 },
  };
  const pieces = [];
  for await (const piece of packArchive(files, (listed) => JSON.stringify({ ...manifest, files: listed }), key.sign))
    pieces.push(piece);
  return Buffer.concat(pieces);
}
