import { readRate, USUAL_GAMES } from '@/components/domain/game-rates';
import { readNumber, tierCodeOf } from '@/components/domain/typed-figures';
import { gameLabel } from '@/components/labels';
import { parseMoney } from '@/lib/shared/format';
import { rule } from '@/lib/shared/rules';
import { type NewCasino, newCasinoSchema } from '@/services/founding/dtos';
import { t } from '@/words/say';

/** Tables of one game with the same seats and limits, whose labels count on from the first one's. */
export type TypedTables = {
  gameType: string;
  count: string;
  label: string;
  seatCount: string;
  minBet: string;
  maxBet: string;
};
export type TypedPerson = { name: string; email: string; role: string };

/** A new casino as it is typed, every figure a text. */
export type TypedCasino = {
  name: string;
  slug: string;
  timeZone: string;
  gamingDayStart: string;
  currency: string;
  pointsPerTheo: string;
  /** What a thousand points are worth, in money. */
  pointValue: string;
  tiers: { name: string; multiplier: string; thresholdPoints: string }[];
  games: { gameType: string; isDealt: boolean; edge: string; pace: string }[];
  pits: { name: string; tables: TypedTables[] }[];
  shifts: { name: string; startsAtLocal: string }[];
  staff: TypedPerson[];
};

/** The steps in their order, each with the fields that it asks for. */
export const STEPS = [
  { name: 'casino', fields: ['name', 'slug', 'timeZone', 'gamingDayStart', 'currency'] },
  { name: 'earning', fields: ['pointsPerTheo', 'pointValue', 'tiers'] },
  { name: 'games', fields: ['games'] },
  { name: 'tables', fields: ['pits'] },
  { name: 'shifts', fields: ['shifts'] },
  { name: 'people', fields: ['staff'] },
  { name: 'check', fields: [] },
] as const;
export type StepName = (typeof STEPS)[number]['name'];

/** What is wrong with what was typed, at the path of its field. */
export type TypedFault = { path: string; message: string };

/** House edge, in percent, and pace that are usual for a game: a place to begin, and the casino's own to set. */
const USUAL_RATES: Record<(typeof USUAL_GAMES)[number], [edge: string, pace: string]> = {
  blackjack: ['1', '70'],
  roulette: ['5.26', '38'],
  baccarat: ['1.2', '72'],
  craps: ['1.5', '48'],
  poker: ['2.5', '45'],
  three_card_poker: ['3.4', '50'],
  ultimate_holdem: ['2.2', '30'],
  pai_gow: ['2.5', '30'],
  sic_bo: ['3', '40'],
  big_six: ['15', '50'],
};
const DEALT_AT_FIRST: readonly string[] = ['blackjack', 'roulette', 'baccarat', 'craps'];

export const newTables = (gameType: string): TypedTables => ({
  gameType,
  count: '1',
  label: '',
  seatCount: '6',
  minBet: '25',
  maxBet: '1000',
});

/** What the screen begins with: usual figures, so that a small house has little to type. */
export function typedAtFirst(timeZone: string): TypedCasino {
  return {
    name: '',
    slug: '',
    timeZone,
    gamingDayStart: '06:00',
    currency: 'USD',
    pointsPerTheo: '10',
    pointValue: '10',
    tiers: [{ name: t('founding.firstTier'), multiplier: '1', thresholdPoints: '0' }],
    games: USUAL_GAMES.map((gameType) => {
      const [edge, pace] = USUAL_RATES[gameType];
      return { gameType, isDealt: DEALT_AT_FIRST.includes(gameType), edge, pace };
    }),
    pits: [{ name: t('founding.firstPit'), tables: [newTables('blackjack')] }],
    shifts: [
      { name: t('founding.shift_day'), startsAtLocal: '06:00' },
      { name: t('founding.shift_swing'), startsAtLocal: '14:00' },
      { name: t('founding.shift_grave'), startsAtLocal: '22:00' },
    ],
    staff: [
      { name: '', email: '', role: 'admin' },
      { name: '', email: '', role: 'compliance' },
      { name: '', email: '', role: 'pit_boss' },
    ],
  };
}

/** A short name for addresses: `The Riverside` is `the-riverside`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

/** The labels of tables that count on from the first: `BJ-07`, `BJ-08`. A first one without a number stands alone. */
export function labelsFrom(first: string, count: number): string[] {
  const label = first.trim();
  const [, words = '', digits = ''] = /^(.*?)(\d*)$/.exec(label) ?? [];
  return Array.from({ length: count }, (_, place) => {
    if (place === 0) return label;
    return digits === ''
      ? `${words}-${place + 1}`
      : words + String(Number(digits) + place).padStart(digits.length, '0');
  });
}

const MOST_ALIKE = 50;
const whole = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);
const cents = (text: string): number => parseMoney(text) ?? Number.NaN;
const sameText = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Each typed text that stands a second time. */
function repeated<T>(rows: readonly T[], textOf: (row: T) => string): number[] {
  return rows.flatMap((row, place) => {
    const text = textOf(row);
    const isAgain = text.trim() !== '' && rows.slice(0, place).some((before) => sameText(textOf(before), text));
    return isAgain ? [place] : [];
  });
}

/** What the contract cannot say of what was typed, since it has no word for it. */
function typedFaults({ games, pits, shifts, staff }: TypedCasino): TypedFault[] {
  const again = (paths: string[], message: string) => paths.map((path) => ({ path, message }));
  const tables = pits.flatMap((pit, p) => pit.tables.map((typed, k) => ({ typed, path: `pits.${p}.tables.${k}` })));
  const labels = tables.flatMap(({ typed, path }) =>
    labelsFrom(typed.label, Math.min(whole(typed.count) || 0, MOST_ALIKE)).map((label) => ({ label, path })),
  );
  const founders = staff.filter(({ role }) => role === 'admin' || role === 'compliance');
  return [
    ...games.flatMap(({ isDealt, edge, pace }, place) => {
      const read = readRate(edge, pace);
      if (!isDealt || !('wrong' in read)) return [];
      return [{ path: `games.${place}.${read.wrong}`, message: t(`house.${read.wrong}Wrong`) }];
    }),
    ...tables.flatMap(({ typed, path }) => tablesFaults(typed, path, games)),
    ...again(
      repeated(pits, ({ name }) => name).map((place) => `pits.${place}.name`),
      t('founding.nameTwice'),
    ),
    ...again(
      [...new Set(repeated(labels, ({ label }) => label).map((at) => `${labels[at]?.path}.label`))],
      t('founding.labelTwice'),
    ),
    ...again(
      repeated(shifts, ({ name }) => name).map((place) => `shifts.${place}.name`),
      t('founding.nameTwice'),
    ),
    ...again(
      repeated(shifts, ({ startsAtLocal }) => startsAtLocal).map((place) => `shifts.${place}.startsAtLocal`),
      t('founding.timeTwice'),
    ),
    ...again(
      repeated(staff, ({ email }) => email).map((place) => `staff.${place}.email`),
      t('founding.emailTwice'),
    ),
    ...(staff.some(({ role }) => role === 'admin') && founders.length > 1
      ? []
      : [{ path: 'staff.root', message: rule('founders') }]),
  ];
}

function tablesFaults(
  { gameType, count, label, minBet, maxBet }: TypedTables,
  path: string,
  games: TypedCasino['games'],
): TypedFault[] {
  const most = whole(count);
  const longest = labelsFrom(label, Math.min(most || 0, MOST_ALIKE)).at(-1)?.length ?? 0;
  const money = rule('amount', { whole: '25', decimals: '12.50' });
  return [
    ...(!games.some((game) => game.isDealt && game.gameType === gameType)
      ? [{ path: `${path}.gameType`, message: rule('gameOfHouse') }]
      : []),
    ...(most >= 1 && most <= MOST_ALIKE
      ? []
      : [{ path: `${path}.count`, message: rule('wholeBetween', { lowest: 1, highest: MOST_ALIKE }) }]),
    ...(longest > 20 ? [{ path: `${path}.label`, message: rule('charactersAtMost', { highest: 20 }) }] : []),
    ...(parseMoney(minBet) === null ? [{ path: `${path}.minBet`, message: money }] : []),
    ...(parseMoney(maxBet) === null ? [{ path: `${path}.maxBet`, message: money }] : []),
    ...(cents(maxBet) < cents(minBet) ? [{ path: `${path}.maxBet`, message: t('house.maxBelowMin') }] : []),
  ];
}

const NO_RATE = { houseEdge: 0.01, decisionsPerHour: 1 };

/** What is sent, and for each of its lists where its items were typed. */
function documentOf(typed: TypedCasino) {
  const dealt = typed.games.flatMap((game, at) => (game.isDealt ? [{ ...game, at }] : []));
  const pits = typed.pits.map((pit) => ({
    name: pit.name,
    tables: pit.tables.flatMap((tables, at) =>
      labelsFrom(tables.label, Math.min(Math.max(whole(tables.count) || 1, 1), MOST_ALIKE)).map((label) => ({
        at,
        table: {
          label,
          gameType: tables.gameType,
          seatCount: whole(tables.seatCount),
          minBetCents: cents(tables.minBet),
          maxBetCents: cents(tables.maxBet),
        },
      })),
    ),
  }));
  const document = {
    slug: typed.slug.trim() === '' ? slugOf(typed.name) : typed.slug.trim(),
    name: typed.name,
    timeZone: typed.timeZone,
    gamingDayStart: typed.gamingDayStart,
    currency: typed.currency,
    pointsPerTheo: whole(typed.pointsPerTheo),
    centsPerThousandPoints: cents(typed.pointValue),
    tiers: typed.tiers.map(({ name, multiplier, thresholdPoints }, place) => ({
      code: tierCodeOf(name),
      name,
      multiplier: readNumber(multiplier),
      thresholdPoints: place === 0 ? 0 : readNumber(thresholdPoints),
    })),
    games: dealt.map(({ gameType, edge, pace }) => {
      const rate = readRate(edge, pace);
      // What is wrong with a rate is said above, of the text that is wrong; the contract has no more to add.
      const { houseEdge, decisionsPerHour } = 'wrong' in rate ? NO_RATE : rate;
      return { gameType, name: gameLabel({ gameType, gameName: gameType }), houseEdge, decisionsPerHour };
    }),
    pits: pits.map(({ name, tables }) => ({ name, tables: tables.map(({ table }) => table) })),
    shifts: typed.shifts,
    staff: typed.staff.map(({ name, email, role }) => ({ name: name.trim(), email: email.trim(), role })),
  };
  return { document, gameAt: dealt.map(({ at }) => at), tableAt: pits.map(({ tables }) => tables.map(({ at }) => at)) };
}

const TYPED_NAMES: Record<string, string> = {
  centsPerThousandPoints: 'pointValue',
  houseEdge: 'edge',
  decisionsPerHour: 'pace',
  minBetCents: 'minBet',
  maxBetCents: 'maxBet',
  code: 'name',
};

/** Reads the casino by the rules that the server goes by: what is sent, or each fault at the field where it was typed. */
export function readCasino(typed: TypedCasino): { casino: NewCasino } | { faults: TypedFault[] } {
  const { document, gameAt, tableAt } = documentOf(typed);
  const own = typedFaults(typed);
  const read = newCasinoSchema.safeParse(document);
  if (read.success && own.length === 0) return { casino: read.data };
  const typedPath = (path: readonly PropertyKey[]): string => {
    const steps = [...path];
    if (steps[0] === 'games' && typeof steps[1] === 'number') steps[1] = gameAt[steps[1]] ?? steps[1];
    if (steps[0] === 'pits' && typeof steps[1] === 'number' && typeof steps[3] === 'number')
      steps[3] = tableAt[steps[1]]?.[steps[3]] ?? steps[3];
    return steps.map((step) => TYPED_NAMES[String(step)] ?? String(step)).join('.');
  };
  const faults = [
    ...own,
    ...(read.error?.issues ?? []).map(({ path, message, code }) => ({
      path: typedPath(path),
      message:
        code === 'invalid_type' && path.at(-1) === 'thresholdPoints'
          ? rule('wholePoints')
          : code === 'invalid_type' && String(path.at(-1)).startsWith('cents')
            ? rule('amount', { whole: '25', decimals: '12.50' })
            : message,
    })),
  ];
  // A short name that is made of a name waits for the name.
  const isSaid = ({ path }: TypedFault) => path !== 'slug' || typed.slug.trim() !== '' || typed.name.trim() !== '';
  // The first thing that is said of a field is what the form knows best.
  const isFirst = ({ path }: TypedFault, at: number) => faults.findIndex((other) => other.path === path) === at;
  return { faults: faults.filter((fault, at) => isSaid(fault) && isFirst(fault, at)) };
}

/** The step that asks for a field. */
export function stepOf(path: string): StepName {
  const field = path.split('.')[0];
  return STEPS.find(({ fields }) => fields.some((name) => name === field))?.name ?? 'check';
}
