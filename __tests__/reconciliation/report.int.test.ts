import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReconciliationRun } from '@/services/reconciliation/dtos';
import { dataOf } from '../floor/floor-desk';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from '../imports/imports-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { addPlayers, auditOf, daysAgo, expectRefused, type Known, legacyRow } from './reconcile-world';

const OTHER_MANAGER: Email = 'loyalty@summit.example';
const NOBODYS_ID = '019f0000-0000-7000-8000-000000000000';
/** More than two pages of what the service reads at once. */
const MANY = 1201;
const HEADER = [
  ...[
    'row_number',
    'loyalty_id',
    'player_id',
    'imported_tier',
    'imported_points',
    'imported_last_activity_at',
    'action',
  ],
  ...['outcome', 'code', 'why', 'policy', 'flags', 'freshness_confirmed', 'tier_before', 'tier_after'],
  ...['starting_points_before', 'starting_points_after', 'done_by', 'done_at', 'gaming_day', 'reason', 'file_name'],
  ...['file_sha256', 'import_id', 'uploaded_by', 'uploaded_at', 'run_id', 'reconciliation_id', 'correlation_id'],
]
  .map((column) => `"${column}"`)
  .join(',');

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());

/** Whom a line of a report says, and the database knows by the same name. */
async function nameOf(email: Email): Promise<string> {
  const [staff] = await stack.sql<{ name: string }[]>`
    select app.staff_name(casino_id, id) as name from public.staff where email = ${email}`;
  return staff?.name ?? '';
}

/** A file with a row of every fate: raised, kept, unknown freshness, nobody's, of no tier, in error. */
async function stageEveryFate(fileName = 'fates.csv') {
  const players = (await addPlayers(stack.sql, ['bronze', 'gold', 'bronze', 'bronze'])) as [Known, Known, Known, Known];
  const [up, same, undated, odd] = players;
  const rows: LegacyRow[] = [
    legacyRow(up, 'Gold', { Points: '1,500' }),
    legacyRow(same, 'silver', { Points: '' }),
    legacyRow(undated, 'silver', { 'Last Activity': '' }),
    legacyRow({ card: `NOBODY-${up.card}` }, 'silver'),
    legacyRow(odd, 'Diamond'),
    legacyRow({ card: '' }, 'silver', { Points: 'many' }),
  ];
  return { players, file: await desk.stage(rows, { fileName }) };
}

describe('the report of an import', () => {
  it('says of every row who did what, when, by which policy, from what to what, and where it came from', async () => {
    const { players, file } = await stageEveryFate();
    const { run, results } = await desk.applied({ filter: { importId: file.id } }, { as: ADMIN });
    const report = await desk.report({ importId: file.id });
    expect(report.status).toBe(200);
    expect(report.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(report.headers.get('content-disposition')).toContain(`reconciliation-${file.id}.csv`);
    expect(report.text?.split('\r\n')[0]).toBe(HEADER);

    const lines = await desk.reportRows({ importId: file.id });
    expect(lines.map(({ row_number, outcome, code }) => [row_number, outcome, code])).toEqual([
      ['2', 'applied', ''],
      ['3', 'kept', ''],
      ['4', 'pending', ''],
      ['5', 'pending', ''],
      ['6', 'pending', ''],
      ['7', 'error', 'IDENTIFIER_MISSING NOT_WHOLE_POINTS'],
    ]);
    const from = {
      file_name: 'fates.csv',
      file_sha256: file.sha256,
      import_id: file.id,
      uploaded_by: await nameOf(MANAGER),
      uploaded_at: file.createdAt,
    };
    for (const line of lines) expect(line).toMatchObject(from);
    expect(lines[0]).toMatchObject({
      loyalty_id: players[0].card,
      player_id: players[0].id,
      imported_tier: 'Gold',
      imported_points: '1500',
      action: 'apply',
      policy: 'upgrade_only',
      flags: 'tier_conflict upgrade',
      tier_before: 'bronze',
      tier_after: 'gold',
      starting_points_before: '',
      starting_points_after: '1500',
      done_by: await nameOf(ADMIN),
      reason: '',
      run_id: run.id,
      reconciliation_id: results[0]?.reconciliationId,
    });
    expect(lines[0]?.imported_last_activity_at).toBe(daysAgo(5));
    expect(Date.parse(lines[0]?.done_at ?? '')).toBeGreaterThanOrEqual(Date.parse(file.createdAt));
    expect(lines[0]?.gaming_day).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(lines[1]).toMatchObject({ tier_before: 'gold', tier_after: 'gold', starting_points_after: '' });
    expect(lines[5]).toMatchObject({
      action: '',
      policy: '',
      done_by: '',
      why: 'Loyalty ID: The row does not say who it is about. Points: Points are whole numbers, such as 12500 or 12,500.',
    });
  });

  it('has a line for everything that was done with a row: applied, taken back, applied again', async () => {
    const { file, players } = await stageEveryFate('again.csv');
    const once = await desk.applied({ filter: { importId: file.id, upgrade: true }, confirm: true });
    await desk.revert(once.results[0]?.reconciliationId ?? '', 'Wrong, "very" wrong\nand late', { as: ADMIN });
    await desk.applied({ filter: { importId: file.id, status: 'reverted' } });
    const lines = (await desk.reportRows({ importId: file.id })).filter(({ row_number }) => row_number === '2');
    expect(lines).toMatchObject([
      { action: 'apply', outcome: 'applied', tier_before: 'bronze', tier_after: 'gold', freshness_confirmed: 'true' },
      {
        action: 'revert',
        outcome: 'reverted',
        policy: '',
        tier_before: 'gold',
        tier_after: 'bronze',
        starting_points_before: '1500',
        starting_points_after: '',
        reason: 'Wrong, "very" wrong\nand late',
        done_by: await nameOf(ADMIN),
        run_id: '',
      },
      { action: 'apply', outcome: 'applied', tier_before: 'bronze', tier_after: 'gold', freshness_confirmed: 'false' },
    ]);
    // The audit trail says the same: each line is an entry about the player, with before and after.
    const trail = await auditOf(stack.sql, players[0]);
    expect(trail.map(({ after }) => after.reconciliation_id)).toEqual(lines.map((line) => line.reconciliation_id));
    for (const [at, { action, who, before, after }] of trail.entries()) {
      expect(action).toBe(`imports.${lines[at]?.action}_reconciliation`);
      expect(await nameOf(who as Email)).toBe(lines[at]?.done_by);
      expect([before.tier, after.tier]).toEqual([lines[at]?.tier_before, lines[at]?.tier_after]);
      expect(after).toMatchObject({
        outcome: lines[at]?.outcome,
        provenance: { import_id: file.id, file_name: 'again.csv', sha256: file.sha256, row_number: 2 },
      });
    }
    expect(trail[1]?.after).toMatchObject({ reason: 'Wrong, "very" wrong\nand late' });
  });

  it('opens safely and whole in a spreadsheet, whatever the file and the people wrote', async () => {
    const [player] = await addPlayers(stack.sql, ['bronze']);
    const cards = [
      '=HYPERLINK("http://127.0.0.1","x")',
      '+1',
      '-2',
      '@SUM(A1)',
      '\t=1',
      ' =1',
      'Zoë, "Z"',
      '日本',
      'two\nlines',
    ];
    const fileName = '=cmd|"/C calc",é.csv';
    const file = await desk.stage(
      [...cards.map((card) => legacyRow({ card }, '=1+1')), legacyRow(player as Known, 'silver', { Points: -400 })],
      { fileName },
    );
    const { results } = await desk.applied({ filter: { importId: file.id } });
    await desk.revert(results.at(-1)?.reconciliationId ?? '', '=1+1');
    const lines = await desk.reportRows({ importId: file.id });
    expect(lines).toHaveLength(cards.length + 2);
    for (const line of lines)
      for (const [column, cell] of Object.entries(line))
        if (cell !== '-400') expect(cell, column).not.toMatch(/^\s*[=+\-@]/);
    const read = (await desk.listRows(file.id)).map((row) => row.importedLoyaltyId ?? '');
    const safe = (card: string) => (/^\s*[=+\-@]/.test(card) ? `'${card}` : card);
    expect(lines.slice(0, cards.length).map(({ loyalty_id }) => loyalty_id)).toEqual(read.slice(0, -1).map(safe));
    expect(read.slice(0, 4)).toEqual(cards.slice(0, 4));
    // An id is what a person sees of it: one line.
    expect(read.slice(6)).toEqual([...cards.slice(6).map((card) => card.replace('\n', ' ')), player?.card]);
    expect(lines.slice(-2)).toMatchObject([
      { imported_points: '-400', starting_points_after: '-400', file_name: `'${fileName}` },
      { reason: "'=1+1", starting_points_before: '-400' },
    ]);
  });

  it('of an import that was taken away has its columns and no line', async () => {
    const { file } = await stageEveryFate('gone.csv');
    await desk.discarded(file.id);
    expect((await desk.report({ importId: file.id })).text).toBe(`${HEADER}\r\n`);
  });
});

describe('the report of a run', () => {
  it('has one line for each row that it came to, with the code of those it left', async () => {
    const { file } = await stageEveryFate('run.csv');
    const { run, results } = await desk.applied({ filter: { importId: file.id } });
    const lines = await desk.reportRows({ runId: run.id });
    expect(lines.map(({ row_number, outcome, code }) => [row_number, outcome, code])).toEqual([
      ['2', 'applied', ''],
      ['3', 'kept', ''],
      ['4', 'skipped', 'FRESHNESS_UNCONFIRMED'],
      ['5', 'skipped', 'PLAYER_NOT_ENROLLED'],
      ['6', 'skipped', 'UNKNOWN_TIER'],
    ]);
    expect(lines.map(({ reconciliation_id }) => reconciliation_id)).toEqual(
      results.map(({ reconciliationId }) => reconciliationId),
    );
    expect(lines[2]).toMatchObject({
      flags: 'tier_conflict upgrade unknown_freshness',
      tier_before: '',
      tier_after: '',
    });

    const reverted = await desk.revertedRun(run.id);
    expect(await desk.reportRows({ runId: reverted.run.id })).toMatchObject([
      {
        row_number: '3',
        action: 'revert',
        outcome: 'reverted',
        reason: 'Wrong file',
        tier_before: 'gold',
        tier_after: 'gold',
      },
      {
        row_number: '2',
        action: 'revert',
        outcome: 'reverted',
        reason: 'Wrong file',
        tier_before: 'gold',
        tier_after: 'bronze',
      },
    ]);
    // What was done before is as it was.
    expect(await desk.reportRows({ runId: run.id })).toEqual(lines);
  });
});

describe('a long report', () => {
  it('has every row once, in the order of the file and of the run, however many pages it takes', async () => {
    const players = await addPlayers(stack.sql, Array(MANY).fill('bronze'));
    const rows = players.map((player, at) => legacyRow(player, 'silver', at % 100 === 7 ? { 'Loyalty ID': '' } : {}));
    const file = await desk.stage(rows);
    const wrong = rows.filter((_, at) => at % 100 === 7).length;
    expect(file).toMatchObject({ rowCount: MANY, errorCount: wrong });
    const numbers = rows.map((_, at) => String(at + 2));
    const isUsable = (row: string) => (Number(row) - 2) % 100 !== 7;

    const before = await desk.reportRows({ importId: file.id });
    expect(before.map(({ row_number }) => row_number)).toEqual(numbers);
    expect(new Set(before.map(({ outcome }) => outcome))).toEqual(new Set(['pending', 'error']));

    const { run } = await desk.applied({ filter: { importId: file.id } });
    const after = await desk.reportRows({ importId: file.id });
    expect(after.map(({ row_number }) => row_number)).toEqual(numbers);
    expect(after.filter(({ outcome }) => outcome === 'applied')).toHaveLength(MANY - wrong);
    const ofRun = await desk.reportRows({ runId: run.id });
    expect(ofRun.map(({ row_number }) => row_number)).toEqual(numbers.filter(isUsable));
    expect(new Set(ofRun.map(({ reconciliation_id }) => reconciliation_id)).size).toBe(MANY - wrong);
    const [audits] = await stack.sql`
      select count(*)::int as n from public.audit_log
      where action = 'imports.apply_reconciliation' and after ->> 'run_id' = ${run.id}
        and before ->> 'tier' = 'bronze' and after ->> 'tier' = 'silver'`;
    expect(audits).toEqual({ n: MANY - wrong });
  });
});

describe('a report is refused', () => {
  it('of what there is not, of another casino, of both or neither, and to who may not reconcile', async () => {
    const { file } = await stageEveryFate('refused.csv');
    const { run } = await desk.applied({ filter: { importId: file.id } });
    const ask =
      (query: string, as: Email | null = MANAGER) =>
      () =>
        stack.http(as, 'GET', `/reconciliations/report.csv?${query}`);
    await expectRefused(stack.sql, 'IMPORT_NOT_FOUND', ask(`importId=${NOBODYS_ID}`));
    await expectRefused(stack.sql, 'RUN_NOT_FOUND', ask(`runId=${NOBODYS_ID}`));
    await expectRefused(stack.sql, 'IMPORT_NOT_FOUND', ask(`importId=${file.id}`, OTHER_MANAGER));
    await expectRefused(stack.sql, 'RUN_NOT_FOUND', ask(`runId=${run.id}`, OTHER_MANAGER));
    for (const query of ['', `importId=${file.id}&runId=${run.id}`, 'importId=x', `runId=${run.id}&page=2`])
      await expectRefused(stack.sql, 'VALIDATION_FAILED', ask(query));
    for (const role of ['pitboss', 'dealer', 'cashier'] as const)
      await expectRefused(stack.sql, 'FORBIDDEN', ask(`importId=${file.id}`, `${role}@harbor.example`));
    // Compliance reads what was done, and does none of it.
    for (const path of [`/report.csv?importId=${file.id}`, '?status=applied', '/counts?status=applied'])
      expect((await stack.http('compliance@harbor.example', 'GET', `/reconciliations${path}`)).status).toBe(200);
    for (const path of ['', `/${run.id}`, `/${run.id}/results`])
      expect((await stack.http('compliance@harbor.example', 'GET', `/reconciliation-runs${path}`)).status).toBe(200);
    await expectRefused(stack.sql, 'UNAUTHENTICATED', ask(`importId=${file.id}`, null));
    await expectRefused(stack.sql, 'FORBIDDEN', () => stack.http(PIT_BOSS, 'GET', `/reconciliation-runs/${run.id}`));
    expect(dataOf<ReconciliationRun>(await stack.http(ADMIN, 'GET', `/reconciliation-runs/${run.id}`))).toMatchObject({
      id: run.id,
    });
  });
});
