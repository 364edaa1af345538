import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ExclusionListResult, ExclusionProposal, ProposalResult } from '@/services/exclusions/dtos';
import { dataOf } from '../floor/floor-desk';
import { type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { COMPLIANCE, createExclusionsDesk, type ExclusionsDesk } from './exclusions-desk';

let stack: TestStack;
let desk: ExclusionsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createExclusionsDesk(stack);
});
afterAll(() => stack.dispose());

const HEADER = 'Last name,First name,DOB,Effective date,Expiration date,Reference';
type Sent = { key?: string; as?: Email; dateOrder?: string; fileName?: string };

function send(lines: string[], { key = newId(), as = COMPLIANCE, dateOrder, fileName = 'state.csv' }: Sent = {}) {
  const query = `?fileName=${fileName}${dateOrder ? `&dateOrder=${dateOrder}` : ''}`;
  const headers = { 'content-type': 'text/csv' };
  return stack.http(as, 'POST', `/exclusion-lists${query}`, { rawBody: `${lines.join('\n')}\n`, key, headers });
}
const read = async (lines: string[], sent: Sent = {}) =>
  dataOf<ExclusionListResult>(await send([HEADER, ...lines], sent));

type Person = { firstName: string; lastName: string; birthDate: string };
let people = 0;
/** Somebody of whom the casino has name and birth date, of a name of their own. */
async function person(body: Partial<Person> = {}): Promise<Person & { id: string }> {
  people += 1;
  const letters = people.toString().replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
  const own = { firstName: 'José', lastName: `Núñez-O’Brien ${letters}`, birthDate: '1971-03-04', ...body };
  const answer = await stack.http(PIT_BOSS, 'POST', '/players', { body: { ...own, confirmNew: true }, key: newId() });
  return { ...own, id: dataOf<{ id: string }>(answer).id };
}

async function proposalsOf(playerId: string): Promise<ExclusionProposal[]> {
  const { items } = await desk.read<{ items: ExclusionProposal[] }>('/exclusion-proposals?limit=200');
  return items.filter((proposal) => proposal.playerId === playerId);
}
async function proposed(who: Person & { id: string }, rest = ',,R-1'): Promise<ExclusionProposal> {
  await read([`${who.lastName},${who.firstName},${who.birthDate},${rest}`]);
  const [proposal] = await proposalsOf(who.id);
  if (!proposal) throw new Error('Nobody was proposed.');
  return proposal;
}
const decide = (id: string, what: 'confirm' | 'dismiss', body: object = {}, key = newId(), as = COMPLIANCE) =>
  desk.send(`/exclusion-proposals/${id}/${what}`, body, { key, as });

/** All that a refused step must leave as it was. */
async function everything() {
  const [row] = await stack.sql`
    select (select md5(string_agg(e::text, ',' order by id)) from public.player_exclusion e) as exclusions,
      (select md5(string_agg(o::text, ',' order by id)) from public.exclusion_proposal o) as proposals,
      (select md5(string_agg(l::text, ',' order by id)) from public.exclusion_list l) as lists,
      (select count(*) from public.audit_log) as audits`;
  return row;
}

describe('a list of excluded people', () => {
  it('proposes who has the very name and birth date, however they are written, and nobody else', async () => {
    const who = await person();
    const namesake = await person({ lastName: who.lastName, birthDate: '1971-03-05' });
    const list = await read(
      [
        `"NUNEZ O'BRIEN ${who.lastName.split(' ')[1]}",JOSE,03/04/1971,01/15/2026,01/14/2099,SE-0042`,
        'Nobody,Known,03/04/1971,01/15/2026,,SE-0043',
      ],
      { dateOrder: 'mdy' },
    );
    expect(list).toMatchObject({ rowCount: 2, proposedCount: 1, knownCount: 0, overCount: 0, errorCount: 0 });
    expect(list.finishedAt).not.toBeNull();
    expect(await proposalsOf(who.id)).toMatchObject([
      {
        rowNumber: 2,
        fileName: 'state.csv',
        startsOn: '2026-01-15',
        endsOn: '2099-01-14',
        reference: 'SE-0042',
        status: 'proposed',
        isExcluded: false,
      },
    ]);
    expect(await proposalsOf(namesake.id)).toEqual([]);
    // A proposal is no exclusion.
    expect((await desk.list(`?playerId=${who.id}`)).items).toEqual([]);
  });

  it('reads dates by the order that is said, and one column with the whole name', async () => {
    const who = await person({ birthDate: '1971-03-04' });
    const line = `"${who.lastName}, ${who.firstName}",04/03/1971`;
    const one = (dateOrder: string) => send(['Name,Date of birth', line], { dateOrder });
    expect(dataOf(await one('mdy'))).toMatchObject({ proposedCount: 0 });
    expect(dataOf(await one('dmy'))).toMatchObject({ proposedCount: 1 });
  });

  it('keeps nothing of whom the casino does not know', async () => {
    const secret = `Zyxwvut${newId().slice(0, 8)}`;
    await read([`${secret},Alfreda,1950-01-02,,,REF-${secret}`], { fileName: 'unknown.csv' });
    const tables = await stack.sql<{ name: string }[]>`
      select table_schema || '.' || table_name as name from information_schema.tables
      where table_schema in ('app', 'public') and table_type = 'BASE TABLE'`;
    const holding: string[] = [];
    for (const { name } of tables) {
      const rows = await stack.sql.unsafe(`select from ${name} t where t::text ilike $1 limit 1`, [`%${secret}%`]);
      if (rows.length > 0) holding.push(name);
    }
    expect(holding).toEqual([]);
  });

  it('is read again without asking twice, and finds who was enrolled since', async () => {
    const who = await person();
    const lines = [
      `${who.lastName},${who.firstName},1971-03-04,2026-01-15,,SE-1`,
      `Later ${people},Enrolled,1971-03-04,2026-01-15,,SE-2`,
    ];
    expect(await read(lines)).toMatchObject({ proposedCount: 1, knownCount: 0 });
    const [proposal] = await proposalsOf(who.id);
    await decide(proposal?.id ?? '', 'dismiss', { reason: 'Another person' });
    const later = await person({ lastName: `Later ${people}`, firstName: 'Enrolled' });
    expect(await read(lines, { fileName: 'december.csv' })).toMatchObject({ proposedCount: 1, knownCount: 1 });
    expect(await proposalsOf(who.id)).toMatchObject([{ status: 'dismissed' }]);
    expect(await proposalsOf(later.id)).toMatchObject([{ status: 'proposed', fileName: 'december.csv' }]);
  });

  it('that is sent again under its key is the same list, and proposes once', async () => {
    const [who, key] = [await person(), newId()];
    const lines = [HEADER, `${who.lastName},${who.firstName},1971-03-04,,,`];
    const first = dataOf<ExclusionListResult>(await send(lines, { key }));
    const again = await send(lines, { key });
    expect(again).toMatchObject({ status: 200, body: { data: { ...first, isExisting: true } } });
    expect(await proposalsOf(who.id)).toHaveLength(1);
  });

  it('goes on where it was interrupted', async () => {
    const [who, other] = [await person(), await person()];
    const cells = (one: Person) => [`${one.firstName} ${one.lastName}`, one.birthDate];
    const headers = ['Name', 'DOB'];
    const begin = () =>
      stack.rpc(COMPLIANCE, 'rpc_begin_exclusion_list', {
        p_file_name: 'long.csv',
        p_sha256: 'a1'.repeat(32),
        p_headers: headers,
        p_idempotency_key: newId(),
      }) as Promise<{ body: { id: string; read_through: number } }>;
    const { body: begun } = await begin();
    const part = (rows: object[], through: number, isLast: boolean) =>
      stack.rpc(COMPLIANCE, 'rpc_read_exclusion_list', {
        p_list_id: begun.id,
        p_rows: rows,
        p_through: through,
        p_is_last: isLast,
        p_idempotency_key: newId(),
      });
    await part([{ n: 2, cells: cells(who) }], 2, false);
    expect((await begin()).body).toMatchObject({ id: begun.id, read_through: 2 });
    const rows = [
      { n: 2, cells: cells(who) },
      { n: 3, cells: cells(other) },
    ];
    // What was read before is not counted again.
    expect((await part(rows, 3, true)).body).toMatchObject({ row_count: 2, proposed_count: 2, known_count: 0 });
    expect((await begin()).body.id).not.toBe(begun.id);
  });

  it('says which rows it could not read, by number alone, and what is over', async () => {
    const who = await person();
    const name = `${who.lastName},${who.firstName},1971-03-04`;
    const list = await read([
      `${who.lastName},${who.firstName},sometime,,,`,
      ',,1971-03-04,,,',
      `${name},soon,,SE-3`,
      `${name},2020-01-01,2020-12-31,SE-4`,
      'too,few',
    ]);
    expect(list).toMatchObject({
      rowCount: 5,
      proposedCount: 0,
      overCount: 1,
      errorCount: 4,
      errors: [
        { rowNumber: 2, code: 'BIRTH_DATE_UNREADABLE' },
        { rowNumber: 3, code: 'NAME_MISSING' },
        { rowNumber: 4, code: 'PERIOD_UNREADABLE' },
        { rowNumber: 6, code: 'CELL_COUNT' },
      ],
    });
  });

  const REFUSED: [what: string, send: () => Promise<Answer>, code: string][] = [
    ['without a birth date', () => send(['Name,Reference', 'Ann Lee,1']), 'LIST_COLUMNS_MISSING'],
    ['with half a name', () => send(['Last name,DOB', 'Lee,1971-03-04']), 'LIST_COLUMNS_MISSING'],
    ['that is empty', () => send(['']), 'CSV_UNREADABLE'],
    ['from a pit boss', () => send([HEADER, 'Lee,Ann,1971-03-04,,,'], { as: PIT_BOSS }), 'FORBIDDEN'],
  ];
  it.each(REFUSED)('%s is refused, and leaves nothing behind', async (_, act, code) => {
    const before = await everything();
    expect(await act()).toMatchObject({ body: { ok: false, code } });
    expect(await everything()).toEqual(before);
  });
});

describe('a proposal', () => {
  it('that a person confirms excludes the player, with the row and its reference as the source', async () => {
    const who = await person();
    const proposal = await proposed(who, '2026-01-15,2099-12-31,SE-77');
    const [key, answer] = [newId(), await decide(proposal.id, 'confirm')];
    expect(answer.status).toBe(201);
    expect(dataOf<ProposalResult>(answer)).toMatchObject({ status: 'confirmed', isExcluded: true });
    const [exclusion] = (await desk.list(`?playerId=${who.id}`)).items;
    expect(exclusion).toMatchObject({
      id: dataOf<ProposalResult>(answer).exclusionId,
      kind: 'self',
      isInForce: true,
      sourceReference: 'SE-77',
      reason: 'state.csv, 2',
      // Whole days by the casino's own calendar, New York's: the last one is included.
      startsAt: '2026-01-15T05:00:00.000Z',
      endsAt: '2100-01-01T05:00:00.000Z',
    });
    expect(await desk.tryCheckIn(who.id)).toMatchObject({ status: 409 });
    const decided = { status: 409, body: { code: 'PROPOSAL_DECIDED', details: { status: 'confirmed' } } };
    expect(await decide(proposal.id, 'dismiss', { reason: 'No' }, key)).toMatchObject(decided);
  });

  it('is decided once, whoever asks at the same time, and answered again under its key', async () => {
    const [who, key] = [await person(), newId()];
    const { id } = await proposed(who);
    const first = dataOf<ProposalResult>(await decide(id, 'confirm', {}, key));
    expect(await decide(id, 'confirm', {}, key)).toMatchObject({
      status: 200,
      body: { data: { ...first, isExisting: true } },
    });
    const other = await person();
    const second = await proposed(other);
    const answers = await Promise.all(Array.from({ length: 6 }, () => decide(second.id, 'confirm')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await desk.list(`?playerId=${other.id}`)).items).toHaveLength(1);
  });

  it('that is dismissed needs a reason, and excludes nobody', async () => {
    const who = await person();
    const { id } = await proposed(who);
    expect(await decide(id, 'dismiss', { reason: ' ' })).toMatchObject({ body: { code: 'VALIDATION_FAILED' } });
    const answer = await decide(id, 'dismiss', { reason: 'Another address' });
    expect(dataOf(answer)).toMatchObject({ status: 'dismissed', dismissReason: 'Another address', isExcluded: false });
    expect((await desk.list(`?playerId=${who.id}`)).items).toEqual([]);
  });

  it('is read and decided by nobody else, and not in another casino', async () => {
    const who = await person();
    const { id } = await proposed(who);
    const before = await everything();
    for (const as of [PIT_BOSS, 'loyalty@harbor.example'] as Email[]) {
      expect(await decide(id, 'confirm', {}, newId(), as)).toMatchObject({ status: 403 });
      for (const path of ['/exclusion-proposals', '/exclusion-lists'])
        expect(await stack.http(as, 'GET', path)).toMatchObject({ status: 403 });
    }
    expect(await decide(id, 'confirm', {}, newId(), 'compliance@summit.example')).toMatchObject({
      status: 404,
      body: { code: 'EXCLUSION_PROPOSAL_NOT_FOUND' },
    });
    expect(await everything()).toEqual(before);
  });
});
