import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { createCatalogDesk } from '../catalog/catalog-desk';
import { liftRewardRate } from '../support/ledger';
import { type Answer, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let desk: ReturnType<typeof createCatalogDesk>;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createCatalogDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

/** One thing that can be done under a key, with players, coupons and slips that nothing else touches. */
type Operation = (key: string) => Promise<Answer>;
type Prepare = () => Promise<Operation>;

async function addCoupon(): Promise<string> {
  const [program, player] = [await desk.promo.addProgram(), await desk.promo.enrol()];
  return (await desk.promo.issued({ promoProgramId: program.id, playerId: player.id })).id;
}

/** A slip that closed while nothing could be accrued. */
async function addPendingSlip(): Promise<string> {
  const { slip } = await desk.loyalty.play(3600);
  await stack.sql`alter table public.loyalty_ledger add constraint injected_fault check (reason <> 'session_accrual') not valid`;
  try {
    expect((await desk.loyalty.close(slip.id)).accrual.status).toBe('pending');
  } finally {
    await stack.sql`alter table public.loyalty_ledger drop constraint injected_fault`;
  }
  return slip.id;
}

const OPERATIONS: Record<string, Prepare> = {
  bonus: async () => {
    const { slip } = await desk.floor.seat();
    return (key) => desk.loyalty.bonus(slip.id, 50, { key });
  },
  correction: async () => {
    const playerId = await desk.enrol();
    return (key) => desk.loyalty.correct(playerId, 70, 'Miscounted', { key });
  },
  reversal: async () => {
    const { slip } = await desk.floor.seat();
    const entry = await desk.loyalty.given(slip.id, 90);
    return (key) => desk.loyalty.reverse(entry.id, 'Wrong player', { key });
  },
  comp: async () => {
    const [reward, playerId] = [await desk.addComp(100), await desk.enrol(500)];
    return (key) => desk.issue(reward.id, { playerId }, { key });
  },
  entitlement: async () => {
    const [reward, playerId] = [await desk.addEntitlement(), await desk.enrol()];
    return (key) => desk.issue(reward.id, { playerId }, { key });
  },
  coupon: async () => {
    const [program, player] = [await desk.promo.addProgram(), await desk.promo.enrol()];
    return (key) => desk.promo.issue({ promoProgramId: program.id, playerId: player.id }, { key });
  },
  void: async () => {
    const couponId = await addCoupon();
    return (key) => desk.promo.void(couponId, 'Misprint', { key });
  },
  replacement: async () => {
    const couponId = await addCoupon();
    return (key) => desk.promo.replace(couponId, {}, { key });
  },
  'closing a slip': async () => {
    const { slip } = await desk.loyalty.play(3600);
    return (key) => desk.floor.step(slip.id, 'close', key);
  },
  'an accrual by hand': async () => {
    const slipId = await addPendingSlip();
    return (key) => desk.loyalty.accrue(slipId, { key });
  },
  'a check-in': async () => {
    const { id } = await desk.floor.enrol();
    return (key) => desk.send('POST', '/visits', { playerId: id }, { key });
  },
};
const KINDS = Object.keys(OPERATIONS);

const prepare = (kind: string): Promise<Operation> => {
  const prepared = OPERATIONS[kind];
  if (!prepared) throw new Error(`There is no such operation: ${kind}`);
  return prepared();
};

/** Everything that these operations write, in all of its columns. */
async function everything(): Promise<unknown> {
  const tables = [
    'loyalty_ledger',
    'player_loyalty',
    'promo_coupon',
    'rating_slip',
    'visit',
    'loyalty_outbox',
    'audit_log',
  ];
  return Promise.all(
    tables.map(async (table) => {
      const [row] = await stack.sql.unsafe(
        `select md5(string_agg(t::text, ',' order by t::text)) as digest from public.${table} t`,
      );
      return [table, row?.digest];
    }),
  );
}

/** Entries that the trail does not name exactly once, under their own key and hash. */
const unwitnessed = () => stack.sql`
  select e.id, count(a.id)::int as audits
  from public.loyalty_ledger e
  left join public.audit_log a on a.casino_id = e.casino_id and a.entity_type = 'loyalty_ledger' and a.entity_id = e.id
    and a.idempotency_key = e.idempotency_key and a.request_hash = e.request_hash and a.staff_id is not distinct from e.staff_id
    and (a.after ->> 'balance')::bigint = e.balance_after and (a.before ->> 'balance')::bigint = e.balance_after - e.points
  group by e.id having count(a.id) <> 1
  union all
  select a.entity_id, count(*)::int from public.audit_log a where a.entity_type = 'loyalty_ledger' group by a.entity_id having count(*) <> 1`;

type Act = () => ReturnType<Operation>;

/** What one and then two answer that began in this order, while somebody held the row of the player whom one is about. */
async function beginTogether(playerId: string, one: Act, two: Act) {
  const countWaiting = async () => {
    const [row] = await stack.sql`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.waiting;
  };
  const { answers } = await stack.sql.begin(async (sql) => {
    await sql`select 1 from public.player_loyalty where player_id = ${playerId} for no key update`;
    const first = one();
    await expect.poll(countWaiting).toBe(1);
    const second = two();
    await expect.poll(countWaiting).toBe(2);
    return { answers: Promise.all([first, second]) };
  });
  return answers;
}

describe('one key', () => {
  /** One of each kind. What is refused leaves nothing behind, so that they can come too late for one key after another. */
  const late: [string, Operation][] = [];
  beforeAll(async () => {
    for (const kind of KINDS) late.push([kind, await prepare(kind)]);
  });

  it.each(KINDS)('that was used for %s does nothing else, and is answered again as it was', async (first) => {
    const key = newId();
    const act = await prepare(first);
    const answer = await act(key);
    expect(answer.status).toBe(201);
    const before = await everything();
    for (const [second, other] of late.filter(([kind]) => kind !== first)) {
      const refused = await other(key);
      expect([second, refused.status, refused.body.code]).toEqual([second, 422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    expect(await everything()).toEqual(before);
    const replay = await act(key);
    expect(replay.status).toBe(200);
    expect(replay.body.data).toEqual({ ...(answer.body.data as object), isExisting: true });
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['bonus', 'coupon'],
    ['bonus', 'comp'],
    ['correction', 'entitlement'],
    ['reversal', 'void'],
    ['an accrual by hand', 'bonus'],
    ['closing a slip', 'correction'],
  ])('for %s and %s at once does one of them', async (one, two) => {
    for (let round = 0; round < 5; round += 1) {
      const key = newId();
      const acts = [await prepare(one), await prepare(two), await prepare(one), await prepare(two)];
      const answers = await Promise.all(acts.map((act) => act(key)));
      const codes = answers.map(({ body }) => body.code).sort();
      expect(codes).toEqual([...Array(3).fill('IDEMPOTENCY_KEY_REUSED'), 'OK']);
      const [row] =
        await stack.sql`select count(*)::int as claims from public.audit_log where idempotency_key = ${key}`;
      expect(row?.claims).toBe(1);
    }
  });

  it('of a bonus that waits for its player is the bonus’s: the coupon waits, too, and is told that the key was used', async () => {
    const [{ slip, player }, coupon, key] = [await desk.floor.seat(), await prepare('coupon'), newId()];
    const [first, second] = await beginTogether(
      player.id,
      () => desk.loyalty.bonus(slip.id, 50, { key }),
      () => coupon(key),
    );
    expect(first.status).toBe(201);
    expect(second.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
    expect(await desk.loyalty.standing(player.id)).toMatchObject({ balance: 50, entries: 1 });
  });

  it('of a coupon that waits for its player is the coupon’s: the bonus waits, too, and leaves nothing', async () => {
    const [program, player, { slip, player: other }, key] = [
      await desk.promo.addProgram(),
      await desk.promo.enrol(),
      await desk.floor.seat(),
      newId(),
    ];
    const [first, second] = await beginTogether(
      player.id,
      () => desk.promo.issue({ promoProgramId: program.id, playerId: player.id }, { key }),
      () => desk.loyalty.bonus(slip.id, 50, { key }),
    );
    expect(first.status).toBe(201);
    expect(second.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
    expect(await desk.loyalty.standing(other.id)).toMatchObject({ balance: 0, entries: 0 });
    expect((await desk.promo.list(`?playerId=${player.id}`)).items).toHaveLength(1);
  });

  it('that anybody could work out is taken by nobody: neither an accrual nor a part of a file can be stood in the way of', async () => {
    const [slipId, importId] = [await addPendingSlip(), newId()];
    const before = await everything();
    for (const key of [`accrue:${slipId}`, `accrue:${slipId}:2`, `stage:${importId}:2`]) {
      for (const [kind, act] of late) {
        const refused = await act(key);
        expect([kind, refused.status, refused.body.details]).toEqual([
          kind,
          422,
          expect.objectContaining({ fields: { idempotencyKey: expect.stringContaining('Name your own operation') } }),
        ]);
      }
    }
    expect(await everything()).toEqual(before);
    // The slip's own accrual may be asked for under the slip's own key.
    expect((await desk.loyalty.accrue(slipId, { key: `accrue:${slipId}` })).status).toBe(201);
    expect((await desk.loyalty.accrue(slipId, { key: `accrue:${slipId}` })).status).toBe(200);
  });

  it('is named once in the trail for each entry there is, also of what the system posted by itself', async () => {
    const slipId = await addPendingSlip();
    expect(await stack.rpc('service', 'rpc_worker_accrue_missing', {})).toMatchObject({ body: { failed: 0 } });
    expect(await desk.loyalty.accrualStatus(slipId)).toBe('posted');
    expect(await unwitnessed()).toEqual([]);
    const [system] = await stack.sql`
      select count(*)::int as count from public.audit_log
      where action = 'loyalty.post_accrual' and staff_id is null and idempotency_key = ${`accrue:${slipId}`}`;
    expect(system?.count).toBe(1);
  });

  it('is one per casino: the same key does its own thing in another', async () => {
    const key = newId();
    expect((await (await prepare('bonus'))(key)).status).toBe(201);
    const created = await stack.http('pitboss@summit.example', 'POST', '/players', {
      body: { firstName: 'Same', lastName: 'Key' },
      key,
    });
    expect(created.status).toBe(201);
  });
});
