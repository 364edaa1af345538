import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ApplyPreview,
  QueueCounts,
  QueueFilter,
  QueueSort,
  QueueStatus,
  ReconciliationItem,
  ReconciliationPage,
} from '@/services/reconciliation/dtos';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from '../imports/imports-desk';
import { type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { addPlayers, daysAgo, expectRefused, expectTrueCounts, type Known, TIER_CODES } from './reconcile-world';

const OTHER_MANAGER: Email = 'loyalty@summit.example';
const STALE_AFTER_DAYS = 90;
const FLAGS = [
  ...(['conflict', 'upgrade', 'missing', 'stale', 'unknownFreshness', 'unknownTier'] as const),
  ...(['nameDiffers', 'birthDateDiffers', 'duplicateInFile', 'namesake', 'identityUnconfirmed'] as const),
];
const STATUSES: QueueStatus[] = ['pending', 'applied', 'kept', 'reverted'];
const SORTS: QueueSort[] = ['row', 'points', 'activity'];
const SPELLINGS = ['Bronze', 'SILVER', 'gold', 'Platinum', 'Diamond', ''];
const AGES = [null, 1, STALE_AFTER_DAYS - 2, STALE_AFTER_DAYS + 2, 400];
const POINTS = [null, 0, 500, 500, 12_000, -30];

/** What a row of the file said and whom it named: all that a person would judge it by. */
type Fact = {
  file: number;
  row: number;
  known: Known | null;
  held: string;
  name: string;
  tier: string;
  points: number | null;
  age: number | null;
  /** In the file, and of the player who is known. */
  born: string | null;
  knownBorn: string | null;
  isConfirmed: boolean;
  status: QueueStatus;
};
type Judged = Fact & Record<(typeof FLAGS)[number], boolean>;

let stack: TestStack;
let desk: ImportsDesk;
let importIds: string[];
let facts: Fact[];

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
  [importIds, facts] = await arrange();
});
afterAll(() => stack.dispose());

const rankOf = (tier: string) => TIER_CODES.indexOf(tier.toLowerCase() as (typeof TIER_CODES)[number]);

/** The flags of a row by what it says and what its player holds now. */
function judge(fact: Fact): Judged {
  const [imported, held] = [rankOf(fact.tier), fact.known ? rankOf(fact.held) : -1];
  const isComparable = imported >= 0 && held >= 0;
  const nameDiffers = fact.known !== null && wordsOf(fact.name) !== wordsOf(nameOf(fact.known));
  const birthDateDiffers = fact.born !== null && fact.knownBorn !== null && fact.born !== fact.knownBorn;
  const duplicateInFile = facts.some(
    (other) => other.file === fact.file && cardOf(other) === cardOf(fact) && wordsOf(other.name) !== wordsOf(fact.name),
  );
  return {
    ...fact,
    conflict: isComparable && imported !== held,
    upgrade: isComparable && imported > held,
    missing: fact.known === null,
    stale: fact.age !== null && fact.age > STALE_AFTER_DAYS,
    unknownFreshness: fact.age === null,
    unknownTier: fact.tier !== '' && imported < 0,
    nameDiffers,
    birthDateDiffers,
    duplicateInFile,
    namesake: fact.known === null && fact.born === NAMESAKE.born && wordsOf(fact.name) === wordsOf(NAMESAKE.name),
    identityUnconfirmed: (nameDiffers || birthDateDiffers || duplicateInFile) && !fact.isConfirmed,
  };
}

function isMatch(fact: Fact, { importId, status, search, ...flags }: QueueFilter): boolean {
  const judged = judge(fact);
  const words = folded(search ?? '').split(' ');
  return (
    (importId === undefined || importId === importIds[fact.file]) &&
    (status === undefined || status === fact.status) &&
    // What the file says, or who the player is here.
    (search === undefined || folded(search) !== '') &&
    [`${fact.name} ${cardOf(fact)}`, fact.known ? `test player ${fact.known.card}` : ''].some((text) =>
      words.every((word) => folded(text).includes(word)),
    ) &&
    FLAGS.every((flag) => flags[flag] === undefined || flags[flag] === judged[flag])
  );
}

/** As the search sees the names and cards of this test. */
const folded = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[-,. ]+/g, ' ')
    .trim();

/** The words of a name in one order. */
const wordsOf = (name: string) => folded(name).split(' ').sort().join(' ');
/** How `addPlayers` calls a player. */
const nameOf = ({ card }: Known) => `Test Player ${card.split('-').at(-1)}`;
/** Who comes to be a player once the files are there. */
const NAMESAKE = { first: 'Name_2', last: '100%', name: '100% Name_2', born: '1990-05-06' };

const cardOf = ({ known, file, row }: Pick<Fact, 'known' | 'file' | 'row'>) =>
  // Near the end of the files two rows each have one card.
  known?.card ?? `QUEUE-NOBODY-${file}-${row > 70 ? row - (row % 2) : row}`;
const placeOf = ({ file, row }: Fact) => `${importIds[file]}:${row}`;
const placeOfItem = ({ importId, rowNumber }: ReconciliationItem) => `${importId}:${rowNumber}`;

function fileRow(fact: Fact): LegacyRow {
  return {
    'Loyalty ID': cardOf(fact),
    'First Name': fact.name.split(' ')[0] ?? '',
    'Last Name': fact.name.split(' ').slice(1).join(' '),
    'Birth Date': fact.born,
    Tier: fact.tier,
    Points: fact.points,
    'Last Activity': fact.age === null ? '' : daysAgo(fact.age),
  };
}

/** Two files whose rows differ in everything a filter asks for; some rows applied, kept, taken back. */
async function arrange(): Promise<[string[], Fact[]]> {
  const held = Array.from({ length: 110 }, (_, at) => TIER_CODES[at % 4] ?? 'bronze');
  const players = await addPlayers(stack.sql, held);
  const prepared: Fact[] = Array.from({ length: 150 }, (_, at) => ({
    file: at % 2,
    row: Math.floor(at / 2) + 2,
    known: players[at] ?? null,
    held: held[at] ?? '',
    name:
      players[at] && at % 7 === 0
        ? nameOf(players[at]).split(' ').toReversed().join(' ')
        : `${['Filed', 'O’Brien', '100%'][at % 3]} Name_${at % 10}`,
    tier: SPELLINGS[(at * 5 + Math.floor(at / 4)) % SPELLINGS.length] ?? '',
    points: POINTS[(at * 7) % POINTS.length] ?? null,
    age: AGES[Math.floor(at / 3) % AGES.length] ?? null,
    born: at < 40 ? '1980-02-03' : at >= 110 ? NAMESAKE.born : null,
    knownBorn: at < 20 ? (['1980-02-03', '1981-01-01'][Math.floor(at / 2) % 2] ?? null) : null,
    isConfirmed: false,
    status: 'pending',
  }));
  const ids: string[] = [];
  for (const file of [0, 1]) {
    const { id, ...counts } = await desk.stage(prepared.filter((fact) => fact.file === file).map(fileRow));
    expect(counts).toMatchObject({ status: 'ready', rowCount: 75, errorCount: 0 });
    ids.push(id);
  }
  await meetPeople(prepared);
  await settleSome(ids, prepared);
  // Rows that are in nobody's queue: of a file that nobody mapped, and of one that was taken away.
  const strangers = prepared.slice(0, 5).map((fact) => ({ Who: cardOf(fact), Level: fact.tier }));
  expect(await desk.stage(strangers.map(({ Who }) => ({ Unclear: Who })))).toMatchObject({ status: 'mapping' });
  await desk.discarded((await desk.stage(prepared.slice(0, 9).map(fileRow))).id);
  // And the queue of the other casino.
  const away = { file: 8, held: '', name: '', tier: 'silver', points: 1, age: 1, born: null, knownBorn: null } as const;
  const far = { ...away, isConfirmed: false, status: 'pending' } as const;
  const foreign = await addPlayers(stack.sql, ['gold', 'bronze'], 'summit');
  await desk.stage(
    foreign.map((known, row) => fileRow({ ...far, row, known })),
    { as: OTHER_MANAGER },
  );
  return [ids, prepared];
}

/** What comes to be known of people once the files are there: birth dates, and a player whom a file names under other cards. */
async function meetPeople(prepared: Fact[]): Promise<void> {
  for (const { known, knownBorn } of prepared)
    if (known && knownBorn) await stack.sql`update public.player set birth_date = ${knownBorn} where id = ${known.id}`;
  await stack.sql`
    insert into public.player (casino_id, first_name, last_name, birth_date)
    select id, ${NAMESAKE.first}, ${NAMESAKE.last}, ${NAMESAKE.born} from public.casino where slug = 'harbor'`;
}

/** Confirms and applies every third row that can be, takes every other of them back, and notes in the facts what that has to do. */
async function settleSome(ids: string[], prepared: Fact[]): Promise<void> {
  const chosen = prepared.filter(
    (fact, at) => at % 3 === 1 && fact.known && (fact.tier === '' || rankOf(fact.tier) >= 0),
  );
  const rowIds = await rowIdsByPlace(ids);
  const idOf = ({ file, row }: Fact) => rowIds.get(`${ids[file]}:${row}`) ?? '';
  await desk.confirmedIdentity(chosen.map(idOf));
  for (const fact of chosen) fact.isConfirmed = true;
  const { results } = await desk.applied({ rowIds: chosen.map(idOf), confirm: true });
  for (const [at, fact] of chosen.entries()) {
    const done = results.find(({ rowId }) => rowId === idOf(fact));
    const isHigher = rankOf(fact.tier) > rankOf(fact.held);
    expect(done?.outcome).toBe(isHigher ? 'applied' : 'kept');
    if (at % 2) {
      await desk.reverted(done?.reconciliationId ?? '');
      fact.status = 'reverted';
    } else {
      fact.status = isHigher ? 'applied' : 'kept';
      if (isHigher) fact.held = fact.tier.toLowerCase();
    }
  }
  expect(new Set(prepared.map(({ status }) => status))).toEqual(new Set(STATUSES));
}

async function rowIdsByPlace(ids: string[]): Promise<Map<string, string>> {
  const rows = (await Promise.all(ids.map((id) => desk.listRows(id)))).flat();
  return new Map(rows.map(({ id, importId, rowNumber }) => [`${importId}:${rowNumber}`, id]));
}

/** Holds what a filter lists against what the facts say, in the order of the files. */
async function expectListed(filter: QueueFilter): Promise<number> {
  const wanted = facts.filter((fact) => isMatch(fact, filter)).toSorted(inFileOrder);
  expect((await desk.queue(filter)).map(placeOfItem), JSON.stringify(filter)).toEqual(wanted.map(placeOf));
  return wanted.length;
}

const inFileOrder = (one: Fact, other: Fact) => one.file - other.file || one.row - other.row;

describe('a filter of the queue', () => {
  it('keeps exactly the rows that it names: each one alone, said true and said false', async () => {
    expect(await expectListed({})).toBe(150);
    const alone: QueueFilter[] = [
      ...importIds.map((importId) => ({ importId })),
      ...STATUSES.map((status) => ({ status })),
      ...FLAGS.flatMap((flag) => [{ [flag]: true }, { [flag]: false }]),
    ];
    // Each of them tells rows apart, or it would show nothing.
    for (const filter of alone) {
      const count = await expectListed(filter);
      expect(count, JSON.stringify(filter)).toBeGreaterThan(0);
      expect(count, JSON.stringify(filter)).toBeLessThan(150);
    }
  });

  it('finds what the file says and who the player is, in any case and order, and takes no sign for a pattern', async () => {
    for (const search of [
      'filed',
      'NAME_3',
      '0%',
      '_7',
      "O'Brien",
      'o’brien',
      'obrien',
      'Name_4, Filed',
      'player  TEST',
      'QUEUE-nobody-1',
      'test player',
      '%%',
      '\\_',
    ])
      await expectListed({ search });
    for (const { known } of facts.slice(0, 10)) await expectListed({ search: known?.card ?? '' });
    expect(await expectListed({ search: 'queue-nobody', importId: importIds[0] ?? '' })).toBe(20);
    // Nothing is left of it to look for.
    expect(await desk.queue({ search: '--' })).toEqual([]);
  });

  it('keeps what all of its parts keep, in any combination', async () => {
    const said = fc.option(fc.boolean(), { nil: undefined, freq: 2 });
    const filters = fc.sample(
      fc.record({
        importId: fc.option(fc.constantFrom(...importIds), { nil: undefined }),
        status: fc.option(fc.constantFrom(...STATUSES), { nil: undefined }),
        search: fc.option(fc.constantFrom('name_', 'Filed', 'test pl', 'NOBODY', '5'.padStart(2, '_')), {
          nil: undefined,
          freq: 1,
        }),
        conflict: said,
        upgrade: said,
        missing: said,
        stale: said,
        unknownFreshness: said,
        unknownTier: said,
        nameDiffers: said,
        namesake: said,
        identityUnconfirmed: said,
      }),
      { numRuns: 150, seed: 5 },
    );
    let found = 0;
    for (const filter of filters) found += (await expectListed(onlySaid(filter))) > 0 ? 1 : 0;
    expect(found).toBeGreaterThan(30);
  });

  it('says of each row what the facts say of it', async () => {
    const byPlace = new Map(facts.map((fact) => [placeOf(fact), judge(fact)]));
    for (const item of await desk.queue()) {
      const fact = byPlace.get(placeOfItem(item));
      const flags: Record<(typeof FLAGS)[number], string> = {
        conflict: 'tier_conflict',
        upgrade: 'upgrade',
        missing: 'missing_canonical',
        stale: 'stale',
        unknownFreshness: 'unknown_freshness',
        unknownTier: 'unknown_tier',
        nameDiffers: 'name_differs',
        birthDateDiffers: 'birth_date_differs',
        duplicateInFile: 'duplicate_in_file',
        namesake: 'namesake',
        identityUnconfirmed: '',
      };
      const isUnchanged = fact?.known && !fact.conflict && !fact.unknownTier;
      const wanted = [
        ...FLAGS.filter((flag) => fact?.[flag] && flags[flag]).map((flag) => flags[flag]),
        ...(isUnchanged ? ['no_change'] : []),
      ];
      expect([...item.flags].sort()).toEqual(wanted.sort());
      expect(item).toMatchObject({
        status: fact?.status,
        staged: { tierText: fact?.tier || null, pointsBalance: fact?.points },
        canonical: fact?.known ? { tier: fact.held } : null,
      });
    }
  });

  it('is refused where it is none: an unknown status, sort, flag or field, a search too short', async () => {
    for (const query of [
      'status=error',
      'status=staged',
      'sort=name',
      'conflict=yes',
      'search=a',
      'importId=x',
      'tier=gold',
      'limit=0',
    ])
      await expectRefused(stack.sql, 'VALIDATION_FAILED', () =>
        stack.http('loyalty@harbor.example', 'GET', `/reconciliations?${query}`),
      );
    await expectRefused(stack.sql, 'FORBIDDEN', () => stack.http(PIT_BOSS, 'GET', '/reconciliations'));
  });

  it('takes the days of the setting: what was fresh is stale once they are fewer', async () => {
    const set = (days: number) => stack.sql`update public.casino_settings set import_stale_after_days = ${days}`;
    await set(30);
    const stale = await desk.queue({ stale: true });
    await set(STALE_AFTER_DAYS);
    const wanted = facts.filter(({ age }) => age !== null && age > 30).toSorted(inFileOrder);
    expect(stale.map(placeOfItem)).toEqual(wanted.map(placeOf));
    expect(wanted.length).toBeGreaterThan((await desk.queue({ stale: true })).length);
  });
});

function onlySaid(filter: { [Name in keyof QueueFilter]: QueueFilter[Name] | undefined }): QueueFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

describe('paging', () => {
  async function walk(
    filter: Record<string, string>,
    sort: QueueSort,
    limit: number,
    as?: Email,
  ): Promise<ReconciliationItem[]> {
    const items: ReconciliationItem[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ ...filter, sort, limit: String(limit), ...(cursor ? { cursor } : {}) });
      const page: ReconciliationPage = await desk.read(`/reconciliations?${query}`, as);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }

  /** By the value, those without one last; of equal ones the later row first. */
  function inOrder(sort: QueueSort, items: ReconciliationItem[]): ReconciliationItem[] {
    const descending = <T extends number | string>(one: T, other: T) => (one < other ? 1 : one > other ? -1 : 0);
    const figureOf = ({ staged }: ReconciliationItem) =>
      sort === 'points'
        ? (staged.pointsBalance ?? -Infinity)
        : staged.lastActivityAt
          ? Date.parse(staged.lastActivityAt)
          : -Infinity;
    if (sort === 'row')
      return items.toSorted(
        (one, other) => -descending(one.importId, other.importId) || one.rowNumber - other.rowNumber,
      );
    return items.toSorted(
      (one, other) => descending(figureOf(one), figureOf(other)) || descending(one.rowId, other.rowId),
    );
  }

  it.each(SORTS)('by %s gives every row exactly once, in one order whatever the length of a page', async (sort) => {
    const filters: Record<string, string>[] = [
      {},
      { status: 'pending' },
      { importId: importIds[1] ?? '', unknownFreshness: 'false' },
    ];
    for (const filter of filters) {
      const pages = await Promise.all([7, 25, 150].map((limit) => walk(filter, sort, limit)));
      const [first = []] = pages;
      for (const items of pages) expect(items.map(({ rowId }) => rowId)).toEqual(first.map(({ rowId }) => rowId));
      expect(new Set(first.map(({ rowId }) => rowId)).size).toBe(first.length);
      expect(first.map(({ rowId }) => rowId)).toEqual(inOrder(sort, first).map(({ rowId }) => rowId));
    }
    // Ties and rows without the value are among them.
    const all = await walk({}, sort, 40);
    expect(all).toHaveLength(150);
    const values = all.map(({ staged }) => (sort === 'points' ? staged.pointsBalance : staged.lastActivityAt));
    expect(values).toContain(null);
    expect(new Set(values).size).toBeLessThan(20);
  });

  it.each(SORTS)('by %s goes on where it was when the row it came to leaves the list meanwhile', async (sort) => {
    const { id } = await desk.stage(
      (await addPlayers(stack.sql, Array(6).fill('bronze'))).map((known, at) =>
        fileRow({
          file: 9,
          row: at,
          known,
          held: 'bronze',
          name: nameOf(known),
          born: null,
          knownBorn: null,
          isConfirmed: false,
          tier: 'silver',
          points: at % 2,
          age: 1,
          status: 'pending',
        }),
      ),
    );
    const filter = { importId: id, status: 'pending' };
    const all = (await walk(filter, sort, 200)).map(({ rowId }) => rowId);
    const page = await desk.read<ReconciliationPage>(
      `/reconciliations?${new URLSearchParams({ ...filter, sort, limit: '3' })}`,
    );
    const { run } = await desk.applied({ rowIds: [page.nextCursor ?? ''] });
    expect(run).toMatchObject({ appliedCount: 1 });
    const next = await desk.read<ReconciliationPage>(
      `/reconciliations?${new URLSearchParams({ ...filter, sort, limit: '3', cursor: page.nextCursor ?? '' })}`,
    );
    expect([...page.items, ...next.items].map(({ rowId }) => rowId)).toEqual(all);
    // Out of the queue again, which an import in use can't be through the API: the other tests know their rows.
    await stack.sql`update public.player_import set status = 'discarded' where id = ${id}`;
  });

  it('is refused with a cursor that is made up, or of another casino', async () => {
    const [foreign] = await walk({}, 'row', 10, OTHER_MANAGER);
    expect(foreign).toBeDefined();
    for (const cursor of [foreign?.rowId ?? '', '019f0000-0000-7000-8000-000000000000', 'x'])
      for (const sort of SORTS)
        await expectRefused(stack.sql, 'VALIDATION_FAILED', () =>
          stack.http('loyalty@harbor.example', 'GET', `/reconciliations?sort=${sort}&cursor=${cursor}`),
        );
  });
});

describe('the counts', () => {
  /** What the facts say: of each status, and of one status for the flags. */
  function countByHand(filter: Pick<QueueFilter, 'importId' | 'status'>): Omit<QueueCounts, 'cap'> {
    const count = (more: QueueFilter) =>
      facts.filter((fact) => isMatch(fact, { ...(filter.importId ? { importId: filter.importId } : {}), ...more }))
        .length;
    const status = filter.status ?? 'pending';
    return {
      status: {
        pending: count({ status: 'pending' }),
        applied: count({ status: 'applied' }),
        kept: count({ status: 'kept' }),
        reverted: count({ status: 'reverted' }),
      },
      conflict: count({ status, conflict: true }),
      upgrade: count({ status, upgrade: true }),
      missing: count({ status, missing: true }),
      stale: count({ status, stale: true }),
      unknownFreshness: count({ status, unknownFreshness: true }),
      unknownTier: count({ status, unknownTier: true }),
      nameDiffers: count({ status, nameDiffers: true }),
      birthDateDiffers: count({ status, birthDateDiffers: true }),
      duplicateInFile: count({ status, duplicateInFile: true }),
      namesake: count({ status, namesake: true }),
      identityUnconfirmed: count({ status, identityUnconfirmed: true }),
    };
  }

  it('agree with the lists, of the casino and of one import, of each status', async () => {
    for (const importId of [undefined, ...importIds])
      for (const status of [undefined, ...STATUSES]) {
        const filter = onlySaid({ importId, status });
        expect(await desk.counts(filter), JSON.stringify(filter)).toEqual({ ...countByHand(filter), cap: 10_000 });
      }
    await expectTrueCounts(stack.sql);
  });

  it('of another casino stay apart, and so do its rows and its preview', async () => {
    const other = await desk.read<QueueCounts>('/reconciliations/counts', OTHER_MANAGER);
    expect(other.status).toEqual({ pending: 2, applied: 0, kept: 0, reverted: 0 });
    const { items } = await desk.read<ReconciliationPage>('/reconciliations', OTHER_MANAGER);
    expect(items).toHaveLength(2);
    const foreign = { importId: items[0]?.importId ?? '' };
    expect(await desk.queue(foreign)).toEqual([]);
    expect((await desk.counts(foreign)).status).toEqual({ pending: 0, applied: 0, kept: 0, reverted: 0 });
    expect(await desk.read<ApplyPreview>(`/reconciliations/preview?${new URLSearchParams(foreign)}`)).toMatchObject({
      total: 0,
    });
    expect(await desk.read<ApplyPreview>('/reconciliations/preview', OTHER_MANAGER)).toMatchObject({
      total: 2,
      upgrade: 1,
      keep: 1,
    });
  });
});

describe('the preview of a filter', () => {
  const FILTERS: QueueFilter[] = [
    { upgrade: true, stale: false, unknownFreshness: false },
    { status: 'reverted' },
    { search: 'player', unknownFreshness: true },
    { missing: true },
    { unknownTier: true, missing: false },
    { conflict: false, unknownFreshness: true },
    { stale: true },
    {},
  ];

  it('says what the facts say, and what applying by the same filter then does', async () => {
    const done = new Set<string>();
    for (const [at, filter] of FILTERS.entries()) {
      const confirm = at % 2 === 1;
      // What was applied lately is not what waits; each fact is taken by the first filter that can take it.
      const matching = facts
        .filter((fact) => isMatch(fact, { status: 'pending', ...filter }) && !done.has(placeOf(fact)))
        .map((fact) => judge(fact));
      const sure = matching.filter(({ missing, identityUnconfirmed }) => !missing && !identityUnconfirmed);
      const usable = sure.filter(({ unknownTier }) => !unknownTier);
      const preview = await desk.read<ApplyPreview>(
        `/reconciliations/preview?${new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))}`,
      );
      const count = (rows: Judged[], flag: (typeof FLAGS)[number]) => rows.filter((row) => row[flag]).length;
      expect(preview, JSON.stringify(filter)).toEqual({
        total: matching.length,
        upgrade: count(usable, 'upgrade'),
        keep: usable.filter(({ upgrade }) => !upgrade).length,
        missing: count(matching, 'missing'),
        unconfirmed: matching.filter(({ missing, identityUnconfirmed }) => !missing && identityUnconfirmed).length,
        unknownTier: count(sure, 'unknownTier'),
        unknownFreshness: count(usable, 'unknownFreshness'),
        unknownFreshnessUpgrade: usable.filter(({ upgrade, unknownFreshness }) => upgrade && unknownFreshness).length,
        stale: count(usable, 'stale'),
      });
      expect(preview.total).toBeGreaterThan(0);

      const taken = usable.filter(({ unknownFreshness }) => confirm || !unknownFreshness);
      const outcome = await desk.applied({ filter, confirm });
      expect(outcome).toMatchObject({
        applied: taken.filter(({ upgrade }) => upgrade).length,
        kept: taken.filter(({ upgrade }) => !upgrade).length,
        skipped: matching.length - taken.length,
        run: { status: 'finished', totalCount: preview.total, doneCount: preview.total },
      });
      for (const fact of taken) done.add(placeOf(fact));
    }
    await expectTrueCounts(stack.sql);
  });
});
