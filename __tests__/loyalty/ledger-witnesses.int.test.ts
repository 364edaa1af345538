import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { startTestStack, type TestStack } from '../support/stack';
import { proofAfter as proofOf, rechain, settleBalanceRow, type Tamper } from './tampering';

const LOYALTY = 'loyalty@harbor.example';
type Entry = { id: string; entryNo: number };

let stack: TestStack;
let playerId: string;
/** That player's entries, first to last: at least five. */
let entries: Entry[];

beforeAll(async () => {
  stack = await startTestStack();
  const [longest] = await stack.sql<{ playerId: string }[]>`
    select l.player_id as "playerId" from public.player_loyalty l join public.casino c on c.id = l.casino_id
    where c.slug = 'harbor' order by l.entry_count desc, l.player_id limit 1`;
  if (!longest) throw new Error('The demo has no player.');
  playerId = longest.playerId;
  entries = await stack.sql<Entry[]>`
    select id, entry_no::int as "entryNo" from public.loyalty_ledger where player_id = ${playerId} order by entry_no`;
  expect(entries.length).toBeGreaterThanOrEqual(5);
});
afterAll(() => stack.dispose());

const proofAfter = (tamper: Tamper, ofPlayer: string | null = null) => proofOf(stack, tamper, ofPlayer);

/** The entries of the player from a number on, as the proof names those that are missing. */
const named = (fromEntryNo: number, namedBy: string[]) =>
  entries
    .filter(({ entryNo }) => entryNo >= fromEntryNo)
    .map(({ id, entryNo }) => expect.objectContaining({ entryId: id, playerId, entryNo, namedBy }));

async function cutTail(sql: postgres.TransactionSql, fromEntryNo: number): Promise<void> {
  await sql`delete from public.loyalty_ledger where player_id = ${playerId} and entry_no >= ${fromEntryNo}`;
  await settleBalanceRow(sql, playerId);
}

describe('entries that were deleted, with the balance row set back', () => {
  it.each([1, 3])('the last %i of a player are missing, and audit trail and outbox name them', async (count) => {
    const from = entries.length - count + 1;
    const proof = await proofAfter((sql) => cutTail(sql, from));
    // What is left is a sound chain that adds up: only the witnesses know of more.
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [], unwitnessed: [], seals: [] });
    expect(proof.missing).toEqual(named(from, ['audit', 'outbox']));
  });

  it('all of a player are missing', async () => {
    const proof = await proofAfter((sql) => cutTail(sql, 1));
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [] });
    expect(proof.missing).toEqual(named(1, ['audit', 'outbox']));
  });

  it('all of a player are missing when player and balance row are gone too', async () => {
    const proof = await proofAfter(async (sql) => {
      await sql`delete from public.loyalty_ledger where player_id = ${playerId}`;
      await sql`delete from public.player_loyalty where player_id = ${playerId}`;
      await sql`delete from public.player where id = ${playerId}`;
    });
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [] });
    expect(proof.missing).toEqual(named(1, ['audit', 'outbox']));
  });

  it('are missing as long as one witness is left, in the proof of that player too', async () => {
    const last = entries.length;
    const without = (table: string) => async (sql: postgres.TransactionSql) => {
      await cutTail(sql, last);
      if (table === 'audit_log') await sql`delete from public.audit_log where entity_id = ${entries.at(-1)?.id ?? ''}`;
      else await sql`delete from public.loyalty_outbox where payload ->> 'entry_id' = ${entries.at(-1)?.id ?? ''}`;
    };
    expect((await proofAfter(without('audit_log'))).missing).toEqual(named(last, ['outbox']));
    expect((await proofAfter(without('audit_log'), playerId)).missing).toEqual(named(last, ['outbox']));
    // The trail says which entry there was and when, not whose it was.
    expect((await proofAfter(without('loyalty_outbox'))).missing).toEqual([
      expect.objectContaining({ entryId: entries.at(-1)?.id, playerId: null, entryNo: null, namedBy: ['audit'] }),
    ]);
  });

  it('of another casino are not this one’s', async () => {
    const proof = await proofAfter(
      (sql) => sql`
        delete from public.loyalty_ledger where casino_id = (select id from public.casino where slug = 'summit')`,
    );
    expect(proof).toMatchObject({ isIntact: true, missing: [] });
  });
});

describe('entries that nobody vouches for', () => {
  it('one forged at the end with a right hash and a balance row that agrees is named by nobody', async () => {
    const forgedId = newId();
    const proof = await proofAfter(async (sql) => {
      await sql`
        insert into public.loyalty_ledger
        select (jsonb_populate_record(e, jsonb_build_object('id', ${forgedId}::text, 'entry_no', e.entry_no + 1, 'points', 500,
          'idempotency_key', 'forged', 'reversed_entry_id', null, 'reason', 'promotion'))).*
        from public.loyalty_ledger e where e.id = ${entries.at(-1)?.id ?? ''}`;
      await rechain(sql, playerId, entries.length + 1);
      await settleBalanceRow(sql, playerId);
    });
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [], missing: [] });
    expect(proof.unwitnessed).toEqual([
      expect.objectContaining({
        entryId: forgedId,
        playerId,
        entryNo: entries.length + 1,
        notNamedBy: ['audit', 'outbox'],
      }),
    ]);
  });

  it('one whose points were changed, with the whole chain worked out anew, is not the one that was told of', async () => {
    const changed = entries[1] as Entry;
    const proof = await proofAfter(async (sql) => {
      await sql`update public.loyalty_ledger set points = points + 1000 where id = ${changed.id}`;
      await rechain(sql, playerId, changed.entryNo);
      await settleBalanceRow(sql, playerId);
    });
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [], missing: [] });
    // Every balance from there on is another than the witnesses saw.
    expect(proof.unwitnessed.map(({ entryNo, notNamedBy }) => [entryNo, notNamedBy])).toEqual(
      entries.slice(1).map(({ entryNo }) => [entryNo, ['audit', 'outbox']]),
    );
  });

  it.each([
    ['audit', 'delete from public.audit_log where entity_id ='],
    ['outbox', `delete from public.loyalty_outbox where payload ->> 'entry_id' =`],
    [
      'outbox',
      `update public.loyalty_outbox set payload = payload || '{"entry_no": "no number"}' where payload ->> 'entry_id' =`,
    ],
    ['audit', `update public.audit_log set after = '{"balance": "1e999"}' where entity_id =`],
  ])('one whose row in the %s is deleted or changed is named as such: %s', async (witness, statement) => {
    const entry = entries[2] as Entry;
    const proof = await proofAfter((sql) => sql.unsafe(`${statement} '${entry.id}'`));
    expect(proof).toMatchObject({ isIntact: false, missing: [] });
    expect(proof.unwitnessed).toEqual([expect.objectContaining({ entryId: entry.id, notNamedBy: [witness] })]);
  });

  it('an event that names no entry at all does not stop the proof', async () => {
    const entry = entries[2] as Entry;
    const proof = await proofAfter(
      (sql) => sql`
        update public.loyalty_outbox set payload = payload || '{"entry_id": "nothing"}'
        where payload ->> 'entry_id' = ${entry.id}`,
    );
    expect(proof.unwitnessed).toEqual([expect.objectContaining({ entryId: entry.id, notNamedBy: ['outbox'] })]);
  });
});

describe('lifetime points', () => {
  it.each([-500, 500])('changed by %i are not what the ledger proves', async (by) => {
    const [held] = await stack.sql`
      select lifetime_points::int as points from public.player_loyalty where player_id = ${playerId}`;
    const tamper: Tamper = (sql) =>
      sql`update public.player_loyalty set lifetime_points = lifetime_points + ${by} where player_id = ${playerId}`;
    const standing = [{ playerId, field: 'lifetime_points', held: held?.points + by, proved: held?.points }];
    expect(await proofAfter(tamper)).toMatchObject({ isIntact: false, breaks: [], drift: [], standing });
    expect(await proofAfter(tamper, playerId)).toMatchObject({ isIntact: false, standing });
  });

  it('are proved with what was reversed and corrected, at this casino and at another', async () => {
    const post = async (casino: 'harbor' | 'summit', rpc: string, args: Record<string, unknown>) => {
      const all = { p_note: 'Proof', p_idempotency_key: newId(), ...args };
      expect(await stack.rpc(`loyalty@${casino}.example`, rpc, all)).toMatchObject({ status: 200 });
    };
    for (const casino of ['harbor', 'summit'] as const) {
      const [accrual] = await stack.sql`
        select e.id from public.loyalty_ledger e join public.casino c on c.id = e.casino_id
        where c.slug = ${casino} and e.reason = 'session_accrual' and e.player_id <> ${playerId} order by e.id limit 1`;
      await post(casino, 'rpc_reverse_entry', { p_entry_id: accrual?.id });
    }
    await post('harbor', 'rpc_post_correction', { p_player_id: playerId, p_points: 40 });
    const [correction] = await stack.sql`
      select id from public.loyalty_ledger where player_id = ${playerId} and reason = 'correction' order by id desc limit 1`;
    await post('harbor', 'rpc_reverse_entry', { p_entry_id: correction?.id });
    expect(await proofAfter(async () => undefined)).toMatchObject({ isIntact: true, standing: [], missing: [] });
  });
});

describe('a tier', () => {
  const tiersOf = async () => {
    const [held] = await stack.sql`select tier from public.player_loyalty where player_id = ${playerId}`;
    const other = held?.tier === 'platinum' ? 'gold' : 'platinum';
    return { held: held?.tier as string, other };
  };
  const setTier = (sql: postgres.TransactionSql, tier: string) =>
    sql`update public.player_loyalty set tier = ${tier} where player_id = ${playerId}`;

  it('that was given past every function is not what the record brought', async () => {
    const { held, other } = await tiersOf();
    const standing = [{ playerId, field: 'tier', held: other, proved: held }];
    expect(await proofAfter((sql) => setTier(sql, other))).toMatchObject({ isIntact: false, breaks: [], standing });
    expect(await proofAfter((sql) => setTier(sql, other), playerId)).toMatchObject({ isIntact: false, standing });
  });

  it('is not proved by an event that was slipped in for it', async () => {
    const { held, other } = await tiersOf();
    const proof = await proofAfter(async (sql) => {
      await setTier(sql, other);
      await sql`
        insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
        select casino_id, 'loyalty.tier_upgraded', player_id, jsonb_build_object('player_id', player_id, 'to', ${other}::text,
          'entry_id', ${entries[0]?.id ?? ''}::text), gen_random_uuid()
        from public.player_loyalty where player_id = ${playerId}`;
    });
    expect(proof.standing).toEqual([{ playerId, field: 'tier', held: other, proved: held }]);
  });

  it('that nobody was ever lifted to is proved for who began in it, also when the house has a lower one by now', async () => {
    const { body } = await stack.rpc(LOYALTY, 'rpc_list_loyalty_tiers', {});
    const { items, version } = body as { items: { code: string; threshold_points: number }[]; version: string };
    const tiers = [
      { code: 'welcome', name: 'Welcome', multiplier: 1, threshold_points: 0 },
      ...items.map((tier) => ({ ...tier, threshold_points: tier.threshold_points || 1 })),
    ];
    const args = { p_tiers: tiers, p_expected_version: version, p_idempotency_key: newId() };
    expect(await stack.rpc(LOYALTY, 'rpc_replace_loyalty_tiers', args)).toMatchObject({ status: 200 });
    expect(await proofAfter(async () => undefined)).toMatchObject({ isIntact: true, standing: [] });
  });
});

describe('a tier that somebody brought', () => {
  /** A player whom a manager set to another tier, and one whom an entry lifted, with their last changes. */
  const changes: Record<string, { playerId: string; changeId: string; from: string; to: string }> = {};

  beforeAll(async () => {
    const [host] = await stack.sql`
      select l.player_id as id, case l.tier when 'gold' then 'platinum' else 'gold' end as tier
      from public.player_loyalty l join public.casino c on c.id = l.casino_id
      where c.slug = 'harbor' and l.player_id <> ${playerId} and not exists (
        select from public.loyalty_tier_change t where t.player_id = l.player_id) order by l.player_id limit 1`;
    const args = { p_player_id: host?.id, p_tier: host?.tier, p_reason: 'Agreed', p_idempotency_key: newId() };
    expect(await stack.rpc(LOYALTY, 'rpc_set_player_tier', args)).toMatchObject({ status: 200 });
    const [slip] = await stack.sql`
      select s.id, s.player_id as "playerId" from public.rating_slip s join public.casino c on c.id = s.casino_id
      where c.slug = 'harbor' and s.status = 'open' and s.player_id not in (${playerId}, ${host?.id}) and not exists (
        select from public.loyalty_tier_change t where t.player_id = s.player_id)
        and not exists (select from public.player_exclusion x where x.player_id = s.player_id) order by s.id limit 1`;
    const bonus = {
      p_rating_slip_id: slip?.id,
      p_points: 100_000,
      p_reason: 'promotion',
      p_note: 'Draw',
      p_override: true,
    };
    expect(
      await stack.rpc('admin@harbor.example', 'rpc_issue_mid_session_reward', { ...bonus, p_idempotency_key: newId() }),
    ).toMatchObject({ status: 200 });
    for (const [source, player] of [
      ['manager', host?.id],
      ['earned', slip?.playerId],
    ]) {
      const [change] = await stack.sql<{ playerId: string; changeId: string; from: string; to: string }[]>`
        select player_id as "playerId", id as "changeId", from_tier as "from", to_tier as "to" from public.loyalty_tier_change
        where player_id = ${player} order by change_no desc limit 1`;
      if (!change) throw new Error(`Nothing was ${source}.`);
      changes[source] = change;
    }
  });

  const changeOf = (source: string) => changes[source] as (typeof changes)[string];
  const findings = (source: string, held: string, proved: string | null) => [
    { playerId: changeOf(source).playerId, field: 'tier', held, proved },
  ];
  const forget = async (sql: postgres.TransactionSql, source: string) => {
    const { playerId: player, changeId, to } = changeOf(source);
    await sql`delete from public.loyalty_tier_change where id = ${changeId}`;
    await sql`
      delete from public.loyalty_outbox where player_id = ${player} and event_type like 'loyalty.tier_%' and payload ->> 'to' = ${to}`;
  };

  it('is proved by its cause: a manager, an entry', async () => {
    expect(await proofAfter(async () => undefined)).toMatchObject({ isIntact: true, standing: [] });
  });

  it.each(['manager', 'earned'])(
    'and was taken off the record and back, is still claimed by its cause: %s',
    async (source) => {
      const { playerId: player, from, to } = changeOf(source);
      const tamper: Tamper = async (sql) => {
        await forget(sql, source);
        await sql`update public.player_loyalty set tier = ${from} where player_id = ${player}`;
      };
      expect((await proofAfter(tamper)).standing).toEqual(findings(source, from, to));
      expect((await proofAfter(tamper, player)).standing).toEqual(findings(source, from, to));
    },
  );

  it.each(['manager', 'earned'])('and whose event is gone, or was never told, is in doubt: %s', async (source) => {
    const { playerId: player, to } = changeOf(source);
    const proof = await proofAfter(
      (sql) => sql`
        delete from public.loyalty_outbox where player_id = ${player} and event_type like 'loyalty.tier_%' and payload ->> 'to' = ${to}`,
    );
    expect(proof.standing).toEqual(findings(source, to, null));
  });

  it('by a change that nobody made, with its event, is not proved', async () => {
    const { playerId: player, to } = changeOf('manager');
    const proof = await proofAfter(async (sql) => {
      await sql`
        insert into public.loyalty_tier_change (casino_id, player_id, change_no, from_tier, to_tier, source, reason, entry_no,
          lifetime_points, threshold_points, gaming_day, correlation_id)
        select casino_id, player_id, change_no + 1, to_tier, 'silver', 'manager', 'Forged', entry_no, lifetime_points, 0, gaming_day, id
        from public.loyalty_tier_change where id = ${changeOf('manager').changeId}`;
      await sql`
        insert into public.loyalty_outbox (casino_id, event_type, player_id, payload, correlation_id)
        select casino_id, 'loyalty.tier_set', player_id, jsonb_build_object('from', to_tier, 'to', 'silver'), id
        from public.loyalty_tier_change where id = ${changeOf('manager').changeId}`;
      await sql`update public.player_loyalty set tier = 'silver' where player_id = ${player}`;
    });
    expect(proof.standing).toEqual(findings('manager', 'silver', to));
  });

  it('by changes that don’t follow one another is in doubt', async () => {
    const { changeId, to } = changeOf('earned');
    const proof = await proofAfter(
      (sql) => sql`update public.loyalty_tier_change set change_no = change_no + 1 where id = ${changeId}`,
    );
    expect(proof.standing).toEqual(findings('earned', to, null));
  });
});

it('the outbox keeps what it told, and gives nothing away', async () => {
  await expect(stack.sql`delete from public.loyalty_outbox`).rejects.toThrow('APPEND_ONLY');
  await expect(stack.sql`update public.loyalty_outbox set payload = '{}'`).rejects.toThrow('APPEND_ONLY');
  await expect(stack.sql`truncate public.loyalty_outbox cascade`).rejects.toThrow('APPEND_ONLY');
});
