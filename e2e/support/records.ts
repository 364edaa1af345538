import { createHash } from 'node:crypto';
import type postgres from 'postgres';

type Arguments = Record<string, string | number | boolean | object | null>;

/** Fills the books of a casino of the pictures: each step is what somebody of the staff did there, in the order in which it stands here. */
export async function keepRecords(sql: postgres.Sql, slug: string): Promise<void> {
  const book = new Book(sql, slug);
  await sealDays(sql, slug);
  await haveOneShift(sql, slug);
  await keepCash(book);
  await keepExclusions(book);
  await keepCare(book);
  await stageFile(book);
  await giveMuch(book);
}

/** Calls the product's own functions as its staff do, a transaction each: what was done later has a later id. */
class Book {
  readonly sql: postgres.Sql;
  readonly slug: string;
  private steps = 0;

  constructor(sql: postgres.Sql, slug: string) {
    this.sql = sql;
    this.slug = slug;
  }

  async as(account: string, name: string, given: Arguments): Promise<Record<string, unknown>> {
    this.steps += 1;
    const all: Arguments = { ...given, p_idempotency_key: `picture:${this.steps}` };
    const names = Object.keys(all);
    const places = names.map((argument, place) => `${argument} => $${place + 1}`).join(', ');
    const answer = await this.sql.begin(async (transaction) => {
      await transaction`
        select set_config('request.jwt.claim.sub', user_id::text, true) from public.staff where email = ${`${account}@${this.slug}.example`}`;
      const values = names.map((argument) => all[argument] ?? null);
      return transaction.unsafe(
        `select public.rpc_${name}(${places}) as answer`,
        values as postgres.ParameterOrJSON<never>[],
      );
    });
    // Two steps of one millisecond would stand in any order.
    await new Promise((resolve) => setTimeout(resolve, 2));
    return answer[0]?.answer;
  }

  async player(firstName: string): Promise<string> {
    const [player] = await this.sql<{ id: string }[]>`
      select p.id from public.player p join public.casino c on c.id = p.casino_id and c.slug = ${this.slug} where p.first_name = ${firstName}`;
    if (!player) throw new Error(`The casino has no ${firstName}.`);
    return player.id;
  }
}

/** The two gaming days before today are sealed. */
async function sealDays(sql: postgres.Sql, slug: string): Promise<void> {
  for (const back of [2, 1])
    await sql`
      select app.seal_ledger_day(app.worker_context(id), app.gaming_day(id) - ${back}::int) from public.casino where slug = ${slug}`;
}

/** One shift a day: whatever the hour, it is the one that runs. */
async function haveOneShift(sql: postgres.Sql, slug: string): Promise<void> {
  await sql`
    insert into public.shift_pattern (casino_id, name, starts_at_local) select id, 'Day', '06:00' from public.casino where slug = ${slug}`;
}

async function keepCash(book: Book): Promise<void> {
  const chips = { p_kind: 'chip_purchase', p_tender: 'currency', p_area: 'cage' };
  const [ada, carla, elif] = [await book.player('Ada'), await book.player('Carla'), await book.player('Elif')];
  await book.as('cashier', 'record_mtl_entry', { ...chips, p_player_id: elif, p_amount_cents: 640_000 });
  await book.as('cashier', 'record_mtl_entry', { ...chips, p_player_id: elif, p_amount_cents: 420_000 });
  await book.as('cashier', 'record_mtl_entry', { ...chips, p_player_id: carla, p_amount_cents: 280_000 });
  await book.as('cashier', 'record_mtl_entry', { ...chips, p_player_id: carla, p_amount_cents: 285_000 });
  await book.as('cashier', 'record_mtl_entry', { ...chips, p_player_id: carla, p_amount_cents: 290_000 });
  await book.as('cashier', 'record_mtl_entry', {
    ...chips,
    p_kind: 'chip_redemption',
    p_player_id: ada,
    p_amount_cents: 120_000,
    p_note: 'All in hundreds',
  });
  const { entry } = (await book.as('cashier', 'record_mtl_entry', {
    ...chips,
    p_amount_cents: 90_000,
    p_unknown_patron: { description: 'Green hat, grey beard' },
  })) as { entry: { id: string } };
  await book.as('cashier', 'record_mtl_entry', { ...chips, p_player_id: ada, p_amount_cents: 50_000 });
  await book.as('cashier', 'void_mtl_entry', { p_entry_id: entry.id, p_reason: 'Typed twice' });
}

async function keepExclusions(book: Book): Promise<void> {
  const { sql, slug } = book;
  await sql`
    insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date, created_at)
    select c.id, p.first_name, p.last_name, p.loyalty_id, date '1962-09-14', timestamptz '2024-03-02 12:00Z'
    from public.casino c cross join (values ('Gita', 'Gomez', 'G100007'), ('Hugo', 'Hale', 'G100008')) p (first_name, last_name, loyalty_id)
    where c.slug = ${slug}`;
  await sql`
    select app.enrol_player(p.casino_id, p.id) from public.player p join public.casino c on c.id = p.casino_id and c.slug = ${slug}
    where p.first_name in ('Gita', 'Hugo')`;
  const [gita, hugo] = [await book.player('Gita'), await book.player('Hugo')];
  const self = { p_kind: 'self', p_reason: 'Asked for it at the cage', p_source_reference: 'Form 12' };
  await book.as('compliance', 'exclude_player', { ...self, p_player_id: gita });
  await book.as('compliance', 'exclude_player', {
    p_player_id: hugo,
    p_kind: 'barred',
    p_reason: 'Threatened a dealer',
  });
  await sql`
    select app.hold_seat((s.casino_id, s.id, s.role, app.uuid_v7(), app.gaming_day(s.casino_id))::app.rls_context, ${hugo}, false,
      jsonb_build_object('step', 'open_rating_slip', 'table_id', t.id, 'seat', 2))
    from public.staff s join public.casino c on c.id = s.casino_id and c.slug = ${slug}
    join public.gaming_table t on t.casino_id = c.id and t.label = 'BJ-01' where s.role = 'pit_boss'`;
}

async function keepCare(book: Book): Promise<void> {
  const { sql, slug } = book;
  const ada = await book.player('Ada');
  const [host] = await sql<{ id: string }[]>`
    select s.id from public.staff s join public.casino c on c.id = s.casino_id and c.slug = ${slug} where s.role = 'loyalty_manager'`;
  const likes = {
    p_game: 'Blackjack, double deck',
    p_seat: 'First base',
    p_drink: 'Ginger ale, no ice',
    p_contact: 'Text, after noon',
  };
  await book.as('loyalty', 'save_player_profile', {
    p_player_id: ada,
    p_expected_version: 0,
    p_host_id: host?.id ?? null,
    ...likes,
  });
  await book.as('pitboss', 'add_player_note', {
    p_player_id: ada,
    p_body: 'Left-handed: seat her where she can see the pit.',
  });
  await book.as('loyalty', 'add_player_note', {
    p_player_id: ada,
    p_body: 'Her sister visits in spring. She asked for a show ticket for two.',
  });
  await book.as('loyalty', 'post_correction', { p_player_id: ada, p_points: -75, p_note: 'Given twice for one visit' });
}

/** A row of each kind: a higher tier, a lower one, the same, one long ago, one of nobody, and two that cannot be read. */
async function stageFile(book: Book): Promise<void> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  const rows = [
    ['G100001', 'Ada', 'Abara', 'Gold', '2500', day(3)],
    ['G100002', 'Bruno', 'Bianchi', 'Bronze', '800', day(5)],
    ['G100003', 'Carla', 'Castell', 'Gold', '12000', day(9)],
    ['G100004', 'Dmitri', 'Dorado', 'Silver', '90', day(900)],
    ['G100006', 'Femi', 'Farrow', 'Silver', '1100', ''],
    ['N700001', 'Nora', 'Nobody', 'Gold', '50', day(2)],
    ['', '', '', 'Gold', '50', day(2)],
    ['G100005', 'Elif', 'Engel', 'Platinum', 'ninety', day(2)],
  ];
  const begun = (await book.as('loyalty', 'begin_player_import', {
    p_file_name: 'members.csv',
    p_sha256: createHash('sha256').update('members.csv').digest('hex'),
    p_size_bytes: 412,
    p_encoding: 'utf-8',
    p_delimiter: ',',
    p_headers: ['Card', 'First name', 'Last name', 'Tier', 'Points', 'Last visit'],
    p_header_row: 1,
  })) as { id: string };
  await book.as('loyalty', 'stage_player_import', {
    p_import_id: begun.id,
    p_rows: rows.map((cells, place) => ({ n: place + 2, cells })),
    p_through: rows.length + 1,
    p_staged_bytes: 412,
    p_is_last: true,
  });
  await book.as('loyalty', 'check_player_import', { p_import_id: begun.id });
}

/** Points by hand that an alert speaks of, for two players. */
async function giveMuch(book: Book): Promise<void> {
  const { sql, slug } = book;
  await sql`
    update public.casino_settings s set alert_thresholds = jsonb_set(s.alert_thresholds, '{points_to_player,enabled}', 'true')
    from public.casino c where c.id = s.casino_id and c.slug = ${slug}`;
  const slips = await sql<{ id: string }[]>`
    select s.id from public.rating_slip s join public.casino c on c.id = s.casino_id and c.slug = ${slug}
    join public.player p on p.casino_id = s.casino_id and p.id = s.player_id and p.first_name in ('Carla', 'Elif') order by p.first_name`;
  const much = { p_points: 3_000, p_reason: 'mid_session_bonus', p_note: 'Long play', p_override: true };
  for (const { id } of slips) await book.as('pitboss', 'issue_mid_session_reward', { ...much, p_rating_slip_id: id });
}
