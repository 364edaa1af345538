import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { SlipResult } from '@/services/floor/dtos';
import { findLiveSlip } from '../support/ledger';
import { type Answer, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, floorSnapshot } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const STEPS_ON_A_SLIP: [string, (slipId: string, tableId: string) => Promise<Answer>][] = [
  ['pause', (slipId) => desk.step(slipId, 'pause')],
  ['resume', (slipId) => desk.step(slipId, 'resume')],
  ['close', (slipId) => desk.step(slipId, 'close')],
  ['average bet', (slipId) => desk.setAverageBet(slipId, 100)],
  ['move', (slipId, tableId) => desk.move(slipId, tableId, 2)],
];

describe.each(STEPS_ON_A_SLIP)('the step "%s"', (_, act) => {
  it('is refused on a closed slip', async () => {
    const { slip, table } = await desk.seat();
    await desk.step(slip.id, 'close');
    const answer = await desk.expectRefused('SLIP_CLOSED', () => act(slip.id, table.id));
    expect(answer.status).toBe(409);
  });

  it('is refused on another casino’s slip and on a missing one: one and the same 404', async () => {
    const foreign = await findLiveSlip(stack.sql, 'summit');
    const table = await desk.addTable();
    const first = await desk.expectRefused('SLIP_NOT_FOUND', () => act(foreign.id, table.id));
    const second = await desk.expectRefused('SLIP_NOT_FOUND', () => act(newId(), table.id));
    expect([first.status, second.status]).toEqual([404, 404]);
    expect(first.body.details).toEqual(second.body.details);
  });
});

describe('the clock', () => {
  it('is not paused where it stands, nor started where it runs', async () => {
    const { slip } = await desk.seat();
    const running = await desk.expectRefused('SLIP_NOT_PAUSED', () => desk.step(slip.id, 'resume'));
    expect(running.body.details).toEqual({ status: 'open' });
    await desk.step(slip.id, 'pause');
    const paused = await desk.expectRefused('SLIP_NOT_OPEN', () => desk.step(slip.id, 'pause'));
    expect(paused.body.details).toEqual({ status: 'paused' });
  });
});

describe('the seat', () => {
  it('is refused where another player has it, for opening and for moving', async () => {
    const [taken, mover] = [await desk.seat(), await desk.seat()];
    const guest = await desk.enrol();
    await desk.expectRefused('SEAT_TAKEN', () => desk.open({ playerId: guest.id, tableId: taken.table.id, seat: 1 }));
    await desk.expectRefused('SEAT_TAKEN', () => desk.move(mover.slip.id, taken.table.id, 1));
  });

  it('is refused where the player already sits at that table, for opening and for moving', async () => {
    const { slip, table, player } = await desk.seat();
    const elsewhere = await desk.addTable();
    await desk.expectRefused('PLAYER_ALREADY_AT_TABLE', () =>
      desk.open({ visitId: slip.visitId, tableId: table.id, seat: 2 }),
    );
    const second = dataOf<SlipResult>(await desk.open({ playerId: player.id, tableId: elsewhere.id }));
    await desk.expectRefused('PLAYER_ALREADY_AT_TABLE', () => desk.move(second.id, table.id, 2));
  });

  it('is refused where the table has no such seat, for opening and for moving', async () => {
    const { slip, table } = await desk.seat();
    const player = await desk.enrol();
    const opened = await desk.expectRefused('VALIDATION_FAILED', () =>
      desk.open({ playerId: player.id, tableId: table.id, seat: 7 }),
    );
    expect(opened.status).toBe(422);
    expect(opened.body.details).toMatchObject({ fields: { seat: 'This table has seats 1 to 6.' } });
    await desk.expectRefused('VALIDATION_FAILED', () => desk.move(slip.id, table.id, 7));
  });
});

describe('the table', () => {
  it('is refused where it is not open, for opening and for moving', async () => {
    const [closed, { slip }] = [await desk.addTable('craps', { status: 'closed' }), await desk.seat()];
    const player = await desk.enrol();
    const answer = await desk.expectRefused('TABLE_NOT_OPEN', () =>
      desk.open({ playerId: player.id, tableId: closed.id }),
    );
    expect(answer.body.details).toEqual({ tableLabel: closed.label });
    await desk.expectRefused('TABLE_NOT_OPEN', () => desk.move(slip.id, closed.id, 1));
  });

  it('is refused where it is missing or another casino’s, for opening and for moving', async () => {
    const [foreign, { slip }] = [await desk.addTable('craps', { casino: 'summit' }), await desk.seat()];
    const player = await desk.enrol();
    for (const tableId of [foreign.id, newId()]) {
      await desk.expectRefused('TABLE_NOT_FOUND', () => desk.open({ playerId: player.id, tableId }));
      await desk.expectRefused('TABLE_NOT_FOUND', () => desk.move(slip.id, tableId, 1));
    }
  });
});

describe('the visit', () => {
  it('is refused where it has ended, for opening and for ending', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const visit = await desk.checkIn(player.id);
    await desk.endVisit(visit.id);
    await desk.expectRefused('VISIT_ENDED', () => desk.open({ visitId: visit.id, tableId: table.id }));
    await desk.expectRefused('VISIT_ENDED', () => desk.endVisit(visit.id));
  });

  it('is refused where it is missing or another casino’s, for opening and for ending', async () => {
    const table = await desk.addTable();
    const { visitId } = await findLiveSlip(stack.sql, 'summit');
    for (const id of [visitId, newId()]) {
      await desk.expectRefused('VISIT_NOT_FOUND', () => desk.open({ visitId: id, tableId: table.id }));
      await desk.expectRefused('VISIT_NOT_FOUND', () => desk.endVisit(id));
    }
  });

  it('with a live slip, running or paused, cannot end', async () => {
    const { slip } = await desk.seat();
    await desk.expectRefused('VISIT_HAS_LIVE_SLIP', () => desk.endVisit(slip.visitId));
    await desk.step(slip.id, 'pause');
    await desk.expectRefused('VISIT_HAS_LIVE_SLIP', () => desk.endVisit(slip.visitId));
  });

  it('that is running already is not begun again', async () => {
    const player = await desk.enrol();
    await desk.checkIn(player.id);
    const answer = await desk.expectRefused('VISIT_ALREADY_OPEN', () => desk.post('/visits', { playerId: player.id }));
    expect(answer.body.details).toEqual({ playerId: player.id });
  });
});

describe('the player', () => {
  it('is refused where missing or another casino’s, for opening and for checking in', async () => {
    const table = await desk.addTable();
    const foreign = await desk.enrol(OTHER_PIT_BOSS);
    for (const playerId of [foreign.id, newId()]) {
      await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.open({ playerId, tableId: table.id }));
      await desk.expectRefused('PLAYER_NOT_FOUND', () => desk.post('/visits', { playerId }));
    }
  });
});

describe('a request to open a slip', () => {
  it.each([
    ['neither visit nor player', {}],
    ['both visit and player', { visitId: newId(), playerId: newId() }],
    ['a seat below the first', { playerId: newId(), seat: 0 }],
    ['a seat above any table', { playerId: newId(), seat: 21 }],
    ['half a seat', { playerId: newId(), seat: 1.5 }],
    ['a negative average bet', { playerId: newId(), averageBetCents: -1 }],
    ['an average bet above ten million', { playerId: newId(), averageBetCents: 1_000_000_001 }],
    ['half a cent', { playerId: newId(), averageBetCents: 0.5 }],
    ['a player id that is none', { playerId: 'abc' }],
    ['a field nobody knows', { playerId: newId(), colour: 'red' }],
  ] as const)('with %s is refused', async (_, body) => {
    const table = await desk.addTable();
    const answer = await desk.expectRefused('VALIDATION_FAILED', () => desk.open({ tableId: table.id, ...body }));
    expect(answer.status).toBe(422);
  });

  it.each([
    ['no seat', { p_seat: null }],
    ['a seat that the table lacks', { p_seat: -1 }],
    ['no average bet', { p_average_bet_cents: null }],
    ['a negative average bet', { p_average_bet_cents: -1 }],
    ['neither visit nor player', { p_player_id: null }],
    ['no key', { p_idempotency_key: '' }],
    ['a key of 201 characters', { p_idempotency_key: 'k'.repeat(201) }],
  ] as const)('past the web app with %s is refused', async (_, args) => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const before = await floorSnapshot(stack.sql);
    const answer = await stack.rpc(PIT_BOSS, 'rpc_open_rating_slip', {
      p_table_id: table.id,
      p_seat: 1,
      p_average_bet_cents: 100,
      p_player_id: player.id,
      p_idempotency_key: newId(),
      ...args,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'PT422', message: 'VALIDATION_FAILED' } });
    expect(await floorSnapshot(stack.sql)).toEqual(before);
  });

  it('of a role that may not manage slips is refused', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    for (const account of ['dealer', 'cashier', 'loyalty', 'compliance'] as const) {
      const answer = await desk.expectRefused('FORBIDDEN', () =>
        desk.open({ playerId: player.id, tableId: table.id }, newId(), `${account}@harbor.example`),
      );
      expect(answer.status).toBe(403);
    }
  });
});

describe('a step that breaks half-way', () => {
  it('opens neither slip nor visit', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    await stack.sql`alter table public.audit_log add constraint injected_fault check (action <> 'floor.open_rating_slip') not valid`;
    try {
      const answer = await desk.expectRefused('INTERNAL', () => desk.open({ playerId: player.id, tableId: table.id }));
      expect(JSON.stringify(answer.body)).not.toContain('injected_fault');
    } finally {
      await stack.sql`alter table public.audit_log drop constraint injected_fault`;
    }
  });
});
