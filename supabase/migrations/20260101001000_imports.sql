-- Imports: a legacy file is staged row by row. Nothing of it counts before somebody reconciles it.

create type public.import_status as enum ('staging', 'mapping', 'checking', 'ready', 'discarded');
create type public.import_row_status as enum ('staged', 'error', 'pending', 'applied', 'kept', 'reverted');
create type public.import_standing as enum ('upgrade', 'lower', 'same', 'none');

create table public.player_import (
  casino_id uuid not null references public.casino (id),
  id uuid not null default app.uuid_v7(),
  file_name text not null check (length(file_name) between 1 and 255),
  sha256 bytea not null check (length(sha256) = 32),
  size_bytes bigint not null check (size_bytes > 0),
  encoding text not null check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  delimiter text not null check (delimiter in (',', ';', E'\t', '|')),
  sheet text check (length(sheet) between 1 and 255),
  sheets jsonb,
  headers jsonb not null,
  header_row integer not null check (header_row > 0),
  mapping jsonb not null,
  mapping_version integer not null default 1,
  evidence jsonb not null default '{}',
  gathered_through integer,
  readings jsonb not null default '{}',
  is_reread_due boolean not null default false,
  status public.import_status not null default 'staging',
  staff_id uuid not null,
  staged_bytes bigint not null default 0,
  staged_through integer not null,
  checked_through integer not null default 0,
  refreshed_through integer,
  row_count integer not null default 0,
  staged_count integer not null default 0,
  error_count integer not null default 0,
  pending_count integer not null default 0,
  applied_count integer not null default 0,
  kept_count integer not null default 0,
  reverted_count integer not null default 0,
  unmatched_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  staged_at timestamptz,
  discarded_at timestamptz,
  purged_at timestamptz,
  primary key (casino_id, id),
  foreign key (casino_id, staff_id) references public.staff (casino_id, id),
  -- Every row of the file is somewhere, always.
  check (row_count = staged_count + error_count + pending_count + applied_count + kept_count + reverted_count),
  check (unmatched_count between 0 and row_count),
  check (status <> 'discarded' or refreshed_through is null),
  check ((sheet is null) = (sheets is null))
);
comment on table public.player_import is 'One legacy file: where it came from, how its columns are read, and how many of its rows are where.';
comment on column public.player_import.sha256 is 'Of the file as it was sent. The same file twice is noticed by it, and an interrupted one goes on by it and by how it is read.';
comment on column public.player_import.sheet is 'Of a workbook, the sheet that was read, written out as text of this encoding and delimiter. Null of a text.';
comment on column public.player_import.sheets is 'Of a workbook, the names of its sheets, a JSON array. Null of a text.';
comment on column public.player_import.headers is 'The column names as they stand in the file, a JSON array. Names may repeat: a column is known by its place.';
comment on column public.player_import.mapping is
  'How the columns are read: {columns: {<field>: <place from 0>}, date_order, tiers: [{text, tier}], formats: {<field>: <format that somebody said>}, date_system}.';
comment on column public.player_import.evidence is 'What the cells of a column of dates or numbers prove, counted: {<field>: {<kind>: {cells, row, text}}}.';
comment on column public.player_import.gathered_through is 'While status is checking: the last row of which the evidence is gathered; null when that of all is.';
comment on column public.player_import.readings is 'How each column of dates or numbers is read, and why: {<field>: as app.decide_column answers}.';
comment on column public.player_import.is_reread_due is 'While rows arrive: a later one proved that earlier ones are to be read differently. They are, when all are there.';
comment on column public.player_import.staged_through is
  'The last row of the file that arrived. Rows are numbered as a spreadsheet numbers them, from 1 and with the blank ones, which are not kept.';
comment on column public.player_import.checked_through is 'While status is checking: the last row read by the mapping as it is now.';
comment on column public.player_import.refreshed_through is
  'Set when the casino''s tiers change, or the tier of a player with very many rows: the last row that was compared since. Null when all of them were.';
comment on column public.player_import.unmatched_count is 'Rows, not in error, that name no player of the casino.';
create unique index player_import_one_staging_per_file on public.player_import (casino_id, sha256, encoding, delimiter, header_row, coalesce(sheet, ''))
  where status = 'staging';
create index player_import_file on public.player_import (casino_id, sha256);
create index player_import_staff on public.player_import (casino_id, staff_id);
comment on column public.player_import.purged_at is 'When the last row of a discarded import was removed.';
create index player_import_untended on public.player_import (casino_id, id)
  where status = 'checking' or (status = 'discarded' and purged_at is null) or refreshed_through is not null;

create table public.player_import_row (
  casino_id uuid not null,
  id uuid not null default app.uuid_v7(),
  import_id uuid not null,
  row_number integer not null check (row_number > 0),
  raw jsonb not null,
  fault jsonb,
  errors jsonb,
  status public.import_row_status not null,
  player_id uuid,
  imported_loyalty_id text,
  imported_player_id uuid,
  imported_first_name text,
  imported_last_name text,
  imported_birth_date date,
  imported_tier text,
  imported_points_balance bigint,
  imported_last_activity_at timestamptz,
  imported_last_activity_date date,
  tier_code text,
  standing public.import_standing not null default 'none',
  reconciliation_id uuid,
  has_namesake boolean not null default false,
  doubts text[] not null default '{}',
  confirmed_doubts text[] not null default '{}',
  confirmed_facts text,
  confirmed_by uuid,
  confirmed_at timestamptz,
  loyalty_id_key text collate "C" generated always as (app.loyalty_id_key(imported_loyalty_id)) stored,
  person_key text collate "C" generated always as (app.person_key(imported_first_name, imported_last_name)) stored,
  search_text text not null generated always as (coalesce(app.name_key(
    coalesce(imported_first_name, '') || ' ' || coalesce(imported_last_name, '') || ' ' || coalesce(imported_loyalty_id, '')
  ), '')) stored,
  primary key (casino_id, id),
  unique (casino_id, import_id, row_number),
  foreign key (casino_id, import_id) references public.player_import (casino_id, id),
  foreign key (casino_id, player_id) references public.player (casino_id, id),
  check (status <> 'error' or errors is not null),
  check (fault is null or status = 'error'),
  check (status <> 'staged' or player_id is null),
  check ((confirmed_by is null) = (confirmed_at is null))
);
comment on table public.player_import_row is
  'One row of a legacy file: its cells as they came, what the mapping reads in them, whom it names, and what became of it. status is staged until a mapping reads it; then error or pending; then what reconciling did.';
comment on column public.player_import_row.raw is 'The cells as they stand in the file, a JSON array. The names of the columns are the import''s headers.';
comment on column public.player_import_row.fault is 'What the reader of the file could not make sense of: {code, ...}. No mapping mends it.';
comment on column public.player_import_row.errors is 'What can''t be read of the row: [{field, code, ...}]. Where it does not say who the row is about, the row is in error; else its other cells count.';
comment on column public.player_import_row.search_text is 'Names and id folded by app.name_key, for the search of the queue.';
comment on column public.player_import_row.imported_tier is 'The tier as the file spells it; tier_code is the casino''s tier it stands for, null while it stands for none.';
comment on column public.player_import_row.imported_last_activity_date is
  'The day of the last activity where the file says no time; imported_last_activity_at is then its first instant at the casino.';
comment on column public.player_import_row.standing is
  'How the imported tier compares with the one the player holds, kept for the filters of the queue; none where there is nothing to compare. Who judges a row compares anew.';
comment on column public.player_import_row.doubts is
  'What makes it doubtful whom the row is about: name_differs, birth_date_differs, duplicate_in_file. Nobody is enrolled or raised by it before somebody has confirmed it.';
comment on column public.player_import_row.has_namesake is 'Nobody has the card, and somebody of this name and birth date is a player under another one.';
comment on column public.player_import_row.confirmed_doubts is 'Those that somebody looked at, and said that the row is about who it seems to be all the same. None any more once what was seen then is no longer so.';
comment on column public.player_import_row.confirmed_facts is 'What was seen then, of row and holder: app.identity_facts.';
comment on column public.player_import_row.confirmed_by is 'Who said so. No foreign key: it would share-lock one person''s row in everything they confirm. Staff rows are never deleted.';
comment on column public.player_import_row.loyalty_id_key is 'What the imported loyalty id is compared by.';
comment on column public.player_import_row.person_key is 'The imported names however they are written.';
comment on column public.player_import_row.reconciliation_id is 'What was last done with the row, in loyalty_reconciliation.';
-- A player's rows in the order of the files: read in this order from any other index, until statistics are there, they would cost every row of the casino.
create index player_import_row_player on public.player_import_row (casino_id, player_id, import_id, row_number) where player_id is not null;
create index player_import_row_queue on public.player_import_row (casino_id, status, import_id, row_number);
create index player_import_row_standing on public.player_import_row (casino_id, status, standing, import_id, row_number);
create index player_import_row_unmatched on public.player_import_row (casino_id, status, import_id, row_number) where player_id is null;
create index player_import_row_unknown_tier on public.player_import_row (casino_id, status, import_id, row_number)
  where imported_tier is not null and tier_code is null;
create index player_import_row_doubts on public.player_import_row (casino_id, status, import_id, row_number) where doubts <> '{}';
create index player_import_row_namesake on public.player_import_row (casino_id, status, import_id, row_number) where has_namesake;
create index player_import_row_person on public.player_import_row (casino_id, person_key, imported_birth_date)
  where player_id is null and imported_birth_date is not null;
create index player_import_row_points on public.player_import_row (casino_id, status, coalesce(imported_points_balance, -9000000000000000), id);
create index player_import_row_activity on public.player_import_row (casino_id, status, coalesce(imported_last_activity_at, '-infinity'), id);
create index player_import_row_flawed on public.player_import_row (casino_id, import_id, row_number) where errors is not null;
create index player_import_row_search on public.player_import_row using gin (search_text extensions.gin_trgm_ops);

create table public.player_import_memory (
  casino_id uuid primary key references public.casino (id),
  columns jsonb not null default '{}'::jsonb,
  tiers jsonb not null default '[]'::jsonb,
  date_order text not null check (date_order in ('mdy', 'dmy', 'ymd')),
  updated_at timestamptz not null default now()
);
comment on table public.player_import_memory is
  'What the casino''s people said of their files, for the next one: columns {<header, small letters and digits only>: <field, null for none>}, tiers [{text, tier}], and the order of dates.';

-- ---- The counts ------------------------------------------------------------------------------------------------------

create function app.count_import_rows()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    update public.player_import i
    set row_count = i.row_count + d.rows, staged_count = i.staged_count + d.staged, error_count = i.error_count + d.error,
      pending_count = i.pending_count + d.pending, unmatched_count = i.unmatched_count + d.unmatched
    from (
      select casino_id, import_id, count(*) as rows, count(*) filter (where status = 'staged') as staged,
        count(*) filter (where status = 'error') as error, count(*) filter (where status = 'pending') as pending,
        count(*) filter (where status not in ('staged', 'error') and player_id is null) as unmatched
      from added group by casino_id, import_id
    ) d
    where i.casino_id = d.casino_id and i.id = d.import_id;
    return null;
  end if;
  update public.player_import i
  set staged_count = i.staged_count + d.staged, error_count = i.error_count + d.error, pending_count = i.pending_count + d.pending,
    applied_count = i.applied_count + d.applied, kept_count = i.kept_count + d.kept, reverted_count = i.reverted_count + d.reverted,
    unmatched_count = i.unmatched_count + d.unmatched
  from (
    select casino_id, import_id, coalesce(sum(n) filter (where status = 'staged'), 0) as staged,
      coalesce(sum(n) filter (where status = 'error'), 0) as error, coalesce(sum(n) filter (where status = 'pending'), 0) as pending,
      coalesce(sum(n) filter (where status = 'applied'), 0) as applied, coalesce(sum(n) filter (where status = 'kept'), 0) as kept,
      coalesce(sum(n) filter (where status = 'reverted'), 0) as reverted,
      coalesce(sum(n) filter (where status not in ('staged', 'error') and player_id is null), 0) as unmatched
    from (
      select casino_id, import_id, status, player_id, 1 as n from added
      union all
      select casino_id, import_id, status, player_id, -1 from removed
    ) changed
    group by casino_id, import_id
  ) d
  where i.casino_id = d.casino_id and i.id = d.import_id
    and (d.staged, d.error, d.pending, d.applied, d.kept, d.reverted, d.unmatched) is distinct from (0, 0, 0, 0, 0, 0, 0);
  return null;
end;
$$;
comment on function app.count_import_rows() is
  'Trigger of the rows: keeps the counts of their imports true, whoever moves a row. Statement by statement, and without touching an import whose counts stay.';
create trigger player_import_row_added after insert on public.player_import_row
  referencing new table as added for each statement execute function app.count_import_rows();
create trigger player_import_row_changed after update on public.player_import_row
  referencing old table as removed new table as added for each statement execute function app.count_import_rows();

-- ---- What the columns mean -------------------------------------------------------------------------------------------

create function app.import_fields()
returns table (field text, place integer, names text[])
language sql
immutable
set search_path = ''
as $$
  values
    ('loyalty_id', 1, array['loyaltyid', 'importedloyaltyid', 'loyaltynumber', 'loyaltyno', 'loyaltycard', 'loyaltycardnumber', 'playerscard',
      'playerscardnumber', 'playercard', 'playercardnumber', 'cardnumber', 'cardno', 'cardid', 'card', 'membernumber', 'memberid',
      'memberno', 'membershipnumber', 'clubnumber', 'clubid', 'patronnumber', 'patronid', 'playernumber', 'accountnumber',
      'accountno', 'accountid', 'account', 'legacyid', 'playerid', 'customerid', 'customernumber']),
    ('player_id', 2, array['pitsideid', 'pitsideplayerid']),
    ('first_name', 3, array['firstname', 'first', 'givenname', 'forename', 'fname']),
    ('last_name', 4, array['lastname', 'last', 'surname', 'familyname', 'lname']),
    ('birth_date', 5, array['birthdate', 'dateofbirth', 'dob', 'birthday']),
    ('tier', 6, array['tier', 'importedtier', 'tiername', 'tiercode', 'tierlevel', 'loyaltytier', 'currenttier', 'playertier', 'clublevel',
      'cardlevel', 'cardtier', 'memberlevel', 'membershiplevel', 'level', 'rank']),
    ('points_balance', 7, array['pointsbalance', 'importedpointsbalance', 'pointbalance', 'points', 'currentpoints', 'availablepoints',
      'loyaltypoints', 'pointstotal', 'balance', 'currentbalance']),
    ('last_activity_at', 8, array['lastactivityat', 'importedlastactivityat', 'lastactivity', 'lastactivitydate', 'lastactive', 'lastvisit',
      'lastvisitdate', 'lastvisitat', 'lastplay', 'lastplaydate', 'lastplayed', 'lastseen', 'lasttrip', 'lasttripdate',
      'lasttransaction', 'lasttransactiondate', 'lastrated', 'lastrateddate']);
$$;
comment on function app.import_fields() is
  'What a column of a legacy file can be, and the names it goes by (small letters and digits only), the likeliest first.';

create function app.header_key(p_header text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(regexp_replace(app.name_key(p_header) collate pg_catalog.pg_c_utf8, '[^[:alnum:]]+', '', 'g'), 100);
end;
$$;
comment on function app.header_key(text) is 'A column''s name without case, accents, blanks and signs, as names are compared and remembered: `Last Visit (UTC)` is lastvisitutc. Letters of every script count.';

create function app.suggest_import_mapping(p_casino_id uuid, p_headers jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_memory public.player_import_memory;
  v_columns jsonb := '{}'::jsonb;
  v_choice record;
begin
  select * into v_memory from public.player_import_memory where casino_id = p_casino_id;
  -- What people said comes first, then the likeliest name, then the first of several columns of one name.
  for v_choice in
    select f.field, h.place - 1 as place
    from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
    join app.import_fields() f
      on case when v_memory.columns ? app.header_key(h.header) then v_memory.columns ->> app.header_key(h.header) = f.field
        else app.header_key(h.header) = any (f.names) end
    order by f.place, coalesce(v_memory.columns ? app.header_key(h.header), false) desc, array_position(f.names, app.header_key(h.header)), h.place
  loop
    if not v_columns ? v_choice.field then
      v_columns := v_columns || jsonb_build_object(v_choice.field, v_choice.place);
    end if;
  end loop;
  return jsonb_build_object('columns', v_columns, 'tiers', coalesce(v_memory.tiers, '[]'::jsonb), 'date_order', coalesce(v_memory.date_order, (
    -- Where dates are written month first, nearly everybody lives in America.
    select case when time_zone ~ '^(America|US|Pacific/Honolulu)' then 'mdy' else 'dmy' end from public.casino_settings where casino_id = p_casino_id
  )));
end;
$$;
comment on function app.suggest_import_mapping(uuid, jsonb) is
  'How a file''s columns are probably to be read: as people of this casino said of columns with these names, or by the names that columns usually have.';

create function app.is_mapping_complete(p_mapping jsonb)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_mapping -> 'columns' ?| array['loyalty_id', 'player_id'] and p_mapping -> 'columns' ?| array['tier', 'points_balance'];
end;
$$;
comment on function app.is_mapping_complete(jsonb) is 'Whether rows can be read by it: it says who a row is about, and names a tier or points.';

create function app.require_formats(p_mapping jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_field text;
begin
  if p_mapping ? 'date_system' and (p_mapping ->> 'date_system' in ('1900', '1904')) is not true then
    perform app.invalid('dateSystem', 'Give 1900 or 1904.');
  end if;
  perform app.require_known_fields('formats', coalesce(p_mapping -> 'formats', '{}'), array['birth_date', 'last_activity_at', 'points_balance']);
  for v_field in select jsonb_object_keys(coalesce(p_mapping -> 'formats', '{}')) loop
    if v_field = 'points_balance' and (p_mapping -> 'formats' ->> v_field in ('point', 'comma')) is not true then
      perform app.invalid('formats.pointsBalance', 'Give point or comma: what stands before a fraction.');
    elsif v_field <> 'points_balance' and (p_mapping -> 'formats' ->> v_field in ('mdy', 'dmy', 'ymd')) is not true then
      perform app.invalid('formats.' || app.camel_case(v_field), 'Give one of mdy, dmy, ymd.');
    end if;
  end loop;
end;
$$;
comment on function app.require_formats(jsonb) is 'VALIDATION_FAILED by field, unless what a mapping says of its columns'' formats is sound.';

create function app.require_mapping(p_casino_id uuid, p_headers jsonb, p_mapping jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_column record;
  v_tier jsonb;
begin
  if jsonb_typeof(p_mapping) is distinct from 'object' or jsonb_typeof(p_mapping -> 'columns') is distinct from 'object' then
    perform app.invalid('columns', 'Give an object of fields with the place of their column.');
  end if;
  perform app.require_known_fields('mapping', p_mapping, array['columns', 'date_order', 'tiers', 'formats', 'date_system']);
  perform app.require_formats(p_mapping);
  for v_column in select key, value from jsonb_each(p_mapping -> 'columns') loop
    if not exists (select 1 from app.import_fields() f where f.field = v_column.key) then
      perform app.invalid('columns.' || left(app.camel_case(v_column.key), 60), 'There is no such field.');
    end if;
    if not app.is_number_between(v_column.value, 0, jsonb_array_length(p_headers) - 1, true) then
      perform app.invalid('columns.' || app.camel_case(v_column.key), 'Give the place of a column of the file, from 0.');
    end if;
  end loop;
  if (select count(*) <> count(distinct value) from jsonb_each(p_mapping -> 'columns')) then
    perform app.invalid('columns', 'Use each column for one field only.');
  end if;
  if not app.is_mapping_complete(p_mapping) then
    perform app.invalid('columns', 'Say which column has the loyalty id or player id, and which has the tier or the points.');
  end if;
  if (p_mapping ->> 'date_order' in ('mdy', 'dmy', 'ymd')) is not true then
    perform app.invalid('dateOrder', 'Give one of mdy, dmy, ymd.');
  end if;
  if jsonb_typeof(p_mapping -> 'tiers') is distinct from 'array' or jsonb_array_length(p_mapping -> 'tiers') > 200 then
    perform app.invalid('tiers', 'Give a list of at most 200 spellings with the tier that each stands for.');
  end if;
  for v_tier in select value from jsonb_array_elements(p_mapping -> 'tiers') loop
    if (jsonb_typeof(v_tier -> 'text') = 'string' and length(v_tier ->> 'text') between 1 and 100) is not true then
      perform app.invalid('tiers', 'Give each spelling as a text of 1 to 100 characters.');
    end if;
    perform app.require_known_fields('tiers', v_tier, array['text', 'tier']);
    if jsonb_typeof(v_tier -> 'tier') is distinct from 'string' then
      perform app.invalid('tiers', 'Give the code of the tier that each spelling stands for.');
    elsif not exists (select 1 from public.loyalty_tier t where t.casino_id = p_casino_id and t.code = v_tier ->> 'tier') then
      perform app.fail(422, 'UNKNOWN_TIER', jsonb_build_object('tier', left(v_tier ->> 'tier', 60)));
    end if;
  end loop;
end;
$$;
comment on function app.require_mapping(uuid, jsonb, jsonb) is
  'VALIDATION_FAILED by field, or UNKNOWN_TIER, unless a mapping is sound, complete, and made for a file with these columns.';

create function app.remember_mapping(p_casino_id uuid, p_headers jsonb, p_mapping jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- A column that nobody wanted is remembered as such, so that it isn't suggested again.
  v_columns jsonb := (
    select jsonb_object_agg(app.header_key(header), field order by field nulls first)
    from jsonb_array_elements_text(p_headers) with ordinality h (header, place)
    left join (select key as field, value::integer as used from jsonb_each(p_mapping -> 'columns')) c on c.used = h.place - 1
    where app.header_key(header) <> ''
  );
begin
  insert into public.player_import_memory as m (casino_id, columns, tiers, date_order)
  values (p_casino_id, coalesce(v_columns, '{}'), p_mapping -> 'tiers', p_mapping ->> 'date_order')
  on conflict (casino_id) do update
  set columns = m.columns || excluded.columns, tiers = excluded.tiers, date_order = excluded.date_order, updated_at = now();
end;
$$;
comment on function app.remember_mapping(uuid, jsonb, jsonb) is 'Keeps how somebody read these columns, for the casino''s next file.';

-- ---- Reading a cell ---------------------------------------------------------------------------------------------------

create function app.read_import_number(p_text text, p_format text)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := p_text;
  v_sign text := '';
begin
  -- What most cells are like is told at once.
  if v_text ~ '^\d{1,15}$' then
    return v_text::numeric;
  elsif p_format = 'point' and v_text ~ '^(?!0+,)\d{1,3}(,\d{3})+$' then
    return replace(v_text, ',', '')::numeric;
  end if;
  v_text := regexp_replace(translate(v_text, U&'\2212\2012\2013\2019', '---'''), ' ?(pts?|points?|puntos?|punti|pontos?|pkte?|punkte?|p)\.?$', '', 'i');
  -- What is owed: (250), 250-, -250.
  if v_text ~ '^(\(.*\)|[^-]*\d ?-)$' then
    v_text := btrim(v_text, '()- ');
    v_sign := '-';
  end if;
  -- Blanks and apostrophes stand between thousands in every country.
  if v_text ~ '^[-+]?\d{1,3}([ '']\d{3})+([.,]\d*)?$' then
    v_text := translate(v_text, ' ''', '');
  end if;
  if p_format = 'comma' then
    v_text := translate(v_text, '.,', ',.');
  end if;
  if v_text !~ '^[-+]?(\d+|(?!0+,)\d{1,3}(,\d{3})+)(\.\d+)?$' or (v_sign = '-' and v_text ~ '^[-+]') then
    return null;
  end if;
  return (v_sign || replace(v_text, ',', ''))::numeric;
end;
$$;
comment on function app.read_import_number(text, text) is
  'A number as spreadsheets write it: 1234, 1,234, 1 234, 1''234, (250), 250-, 12.00, 5 pts. The format says whether a point or a comma stands before a fraction; the other one stands between thousands. Null when it is none.';

create function app.iso_date_text(p_text text, p_date_system text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_months constant jsonb := '{"jan":1,"ene":1,"gen":1,"feb":2,"fev":2,"mar":3,"apr":4,"abr":4,"avr":4,"may":5,"mai":5,"mag":5,"jun":6,"juin":6,"giu":6,"jul":7,"juil":7,"lug":7,"aug":8,"ago":8,"aou":8,"sep":9,"set":9,"oct":10,"okt":10,"ott":10,"out":10,"nov":11,"dec":12,"dez":12,"dic":12}';
  v_parts text[];
  v_month integer;
begin
  if p_text ~ '^\d{5}([.,]\d+)?$' then
    -- Days since the end of 1899, or with the workbooks of old Macintoshes since the first of 1904.
    return to_char(case p_date_system when '1904' then timestamp '1904-01-01' else timestamp '1899-12-30' end
      + round(replace(p_text, ',', '.')::numeric * 86400)::double precision * interval '1 second', 'YYYY-MM-DD HH24:MI:SS');
  elsif p_text ~ '^(19|20)\d{6}($|[ T])' then
    return overlay(overlay(p_text placing '-' from 7 for 0) placing '-' from 5 for 0);
  end if;
  -- Each as year, month, day, rest.
  v_parts := regexp_match(p_text, U&'^(\\d{4})[-/. \5e74]+([[:alpha:]]{3,10}|\\d{1,2})[-/. \6708]+(\\d{1,2})\65e5?(?:[ T]+(.*))?$', 'i');
  if v_parts is null then
    v_parts := (regexp_match(p_text, '^(?:[[:alpha:]]{2,10}[.,]* )?(\d{1,2})(?:st|nd|rd|th|er)?[-/., ]+(?:de )?([[:alpha:]]{3,10})[-/., ]+(?:de )?(\d{4}|\d{2})(?:,?[ T]+(.*))?$', 'i'));
    v_parts := v_parts[3:3] || v_parts[2:2] || v_parts[1:1] || v_parts[4:4];
  end if;
  if coalesce(cardinality(v_parts), 0) = 0 then
    v_parts := (regexp_match(p_text, '^(?:[[:alpha:]]{2,10}[.,]* )?([[:alpha:]]{3,10})[-/., ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})(?:,?[ T]+(.*))?$', 'i'));
    v_parts := v_parts[3:3] || v_parts[1:1] || v_parts[2:2] || v_parts[4:4];
  end if;
  v_month := case when v_parts[2] ~ '^\d' then v_parts[2]::integer
    else coalesce(v_months ->> left(app.name_key(v_parts[2]), 4), v_months ->> left(app.name_key(v_parts[2]), 3))::integer end;
  return case when length(v_parts[1]) = 4 then v_parts[1]
    when v_parts[1]::integer < 70 then '20' || v_parts[1] else '19' || v_parts[1] end || '-' || v_month || '-' || v_parts[3] || coalesce(' ' || v_parts[4], '');
end;
$$;
comment on function app.iso_date_text(text, text) is
  'A date that says its order itself, with the year first: 1-Oct-22, October 1, 2022, 1. Oktober 2022, 20221001, a spreadsheet''s serial number (by the system 1900 or 1904). What stands behind it stays. Null when it is none of these.';

-- ---- Reading a column --------------------------------------------------------------------------------------------------
--
-- A cell alone does not say what 11/05/2026 or 1.234 is. Its column does, nearly always: every cell is counted by what it
-- proves, and what was decided is kept with the cell that proves it.

create function app.date_kind(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_parts text[];
  v_first integer;
  v_second integer;
begin
  -- Tested without captures, which cost several times as much.
  if p_text !~ '^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})($|[ T])' then
    return case when p_text ~ '^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}($|[ T])' then 'year_first'
      when p_text ~ '^\d{5}([.,]\d+)?$' then 'serial' when app.iso_date_text(p_text, '1900') is not null then 'written' else 'other' end;
  end if;
  v_parts := string_to_array(translate(left(p_text, 6), '/.', '--'), '-');
  v_first := v_parts[1];
  v_second := v_parts[2];
  return case when v_first not between 1 and 31 or v_second not between 1 and 31 or least(v_first, v_second) > 12 then 'other'
    when v_first > 12 then 'day_first' when v_second > 12 then 'month_first'
    when v_first = v_second then 'written' else 'either' end;
end;
$$;
comment on function app.date_kind(text) is
  'What a cell proves of the order of dates: day_first (26/04/1966), month_first (04/26/1966), either (11/05/2026), year_first, written (it says its order itself), serial (a number of days), other.';

create function app.number_kind(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_number text;
begin
  if p_text ~ '^\d+$' then
    return 'plain';
  elsif p_text ~ '^(?!0+[.,])\d{1,3}[.,]\d{3}$' then
    return case when p_text ~ ',' then 'comma_group' else 'point_group' end;
  elsif app.read_import_number(p_text, 'point') is null and app.read_import_number(p_text, 'comma') is null then
    return 'other';
  end if;
  v_number := substring(translate(p_text, U&' ''\2019', '') from '\d[\d.,]*');
  return case
    when v_number ~ '^(?!0+\.)\d{1,3}\.\d{3}$' then 'point_group'
    when v_number ~ '^(?!0+,)\d{1,3},\d{3}$' then 'comma_group'
    when v_number ~ '^\d*(,\d{3})*\.\d+$' or v_number ~ '^\d+(,\d{3}){2,}$' then 'point'
    when v_number ~ '^\d*(\.\d{3})*,\d+$' or v_number ~ '^\d+(\.\d{3}){2,}$' then 'comma'
    else 'plain' end;
end;
$$;
comment on function app.number_kind(text) is
  'What a cell proves of how numbers are written: point (1,234.5 or 0.500: a point before the fraction), comma (1.234,5), point_group (1.234) and comma_group (1,234), which could be thousands or a fraction, plain, other.';

create function app.merge_evidence(p_one jsonb, p_other jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(kind, jsonb_build_object('cells', cells, 'row', first_row, 'text', texts[1]))
    from (
      select key as kind, sum((value ->> 'cells')::integer) as cells, min((value ->> 'row')::integer) as first_row,
        array_agg(value ->> 'text' order by (value ->> 'row')::integer) as texts
      from (select * from jsonb_each(p_one) union all select * from jsonb_each(p_other)) both_parts
      group by key
    ) kinds
  ), '{}'::jsonb);
end;
$$;
comment on function app.merge_evidence(jsonb, jsonb) is 'The evidence of two parts of a column as one: {<kind>: {cells, row, text}}, with the first cell of each kind.';

create function app.gather_evidence(p_evidence jsonb, p_columns jsonb, p_numbers integer[], p_cells jsonb[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_evidence jsonb := coalesce(p_evidence, '{}');
  v_field text;
  v_part jsonb;
begin
  foreach v_field in array array['birth_date', 'last_activity_at', 'points_balance'] loop
    continue when not p_columns ? v_field;
    -- Materialized, or each text would be cleaned and judged once more for every mention.
    with texts as materialized (
      select given.row_number, app.clean_loyalty_id(given.cells ->> (p_columns ->> v_field)::integer) as text
      from unnest(p_numbers, p_cells) given (row_number, cells)
    ), judged as materialized (
      select row_number, text, case v_field when 'points_balance' then app.number_kind(text) else app.date_kind(text) end as kind
      from texts
      where text is not null
    )
    select jsonb_object_agg(kinds.kind, jsonb_build_object('cells', kinds.cells, 'row', kinds.first_row, 'text', left(judged.text, 40))) into v_part
    from (select kind, count(*) as cells, min(row_number) as first_row from judged group by kind) kinds
    join judged on judged.row_number = kinds.first_row;
    v_evidence := v_evidence || jsonb_build_object(v_field, app.merge_evidence(v_evidence -> v_field, v_part));
  end loop;
  return v_evidence;
end;
$$;
comment on function app.gather_evidence(jsonb, jsonb, integer[], jsonb[]) is
  'Adds rows to the evidence of the columns that are dates or numbers: {<field>: {<kind>: {cells, row, text}}}, by app.date_kind and app.number_kind.';

create function app.decide_between(p_kinds jsonb, p_one text, p_one_format text, p_other text, p_other_format text)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_one integer := coalesce((p_kinds -> p_one ->> 'cells')::integer, 0);
  v_other integer := coalesce((p_kinds -> p_other ->> 'cells')::integer, 0);
begin
  return case when v_one <> v_other then jsonb_build_object(
    'format', case when v_one > v_other then p_one_format else p_other_format end,
    'because', case when least(v_one, v_other) = 0 then 'column' else 'majority' end,
    'row', p_kinds -> case when v_one > v_other then p_one else p_other end -> 'row',
    'text', p_kinds -> case when v_one > v_other then p_one else p_other end -> 'text',
    'cells', greatest(v_one, v_other), 'cells_against', least(v_one, v_other)) end;
end;
$$;
comment on function app.decide_between(jsonb, text, text, text, text) is
  'Which of two kinds a column has more cells of, and the format that those prove, with the first of them: {format, because: column | majority, row, text, cells, cells_against}. Null for a tie.';

create function app.decide_column(p_field text, p_evidence jsonb, p_mapping jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_kinds jsonb := coalesce(p_evidence -> p_field, '{}');
  v_said text := p_mapping -> 'formats' ->> p_field;
  v_other text := case p_field when 'birth_date' then 'last_activity_at' when 'last_activity_at' then 'birth_date' end;
  v_found jsonb;
begin
  if v_said is not null then
    return jsonb_build_object('format', v_said, 'because', 'person');
  elsif p_field = 'points_balance' then
    return coalesce(
      app.decide_between(v_kinds, 'point', 'point', 'comma', 'comma'),
      -- Points are whole: what could be thousands is.
      app.decide_between(v_kinds, 'comma_group', 'point', 'point_group', 'comma') || '{"because": "whole"}',
      '{"format": "point", "because": "nothing"}');
  end if;
  v_found := app.decide_between(v_kinds, 'month_first', 'mdy', 'day_first', 'dmy');
  if v_found is null and v_kinds ? 'either' then
    v_found := app.decide_between(p_evidence -> v_other, 'month_first', 'mdy', 'day_first', 'dmy')
      || jsonb_build_object('because', 'other_column', 'field', v_other);
  end if;
  return coalesce(v_found, jsonb_build_object('format', p_mapping ->> 'date_order',
    'because', case when v_kinds ? 'either' then 'default' else 'nothing' end));
end;
$$;
comment on function app.decide_column(text, jsonb, jsonb) is
  'How a column is read, and why: {format, because, row, text, cells, cells_against, field}. because is person (somebody said so), column (its cells prove it), majority (most of them do), other_column (those of field do), whole (groups of three digits are thousands, since points are whole), default (the mapping''s date_order) or nothing (no cell hangs on it).';

create function app.with_evidence(p_import public.player_import, p_evidence jsonb)
returns public.player_import
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_import public.player_import := p_import;
begin
  v_import.evidence := p_evidence;
  v_import.readings := coalesce((
    select jsonb_object_agg(field, app.decide_column(field, p_evidence, p_import.mapping))
    from jsonb_object_keys(p_evidence) field
  ), '{}'::jsonb);
  return v_import;
end;
$$;
comment on function app.with_evidence(public.player_import, jsonb) is 'An import whose columns are read as the evidence and its mapping say; nothing is written.';

create function app.import_formats(p_import public.player_import)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce((select jsonb_object_agg(key, value -> 'format') from jsonb_each(p_import.readings)), '{}'::jsonb)
    || jsonb_build_object('date_system', coalesce(p_import.mapping ->> 'date_system', '1900'));
end;
$$;
comment on function app.import_formats(public.player_import) is 'The format of each column, as app.read_import_cells takes it.';

create type app.import_time as (local_time timestamp, utc_offset interval);
comment on type app.import_time is 'A time as a file writes it: by some wall clock, and how far that is ahead of UTC where the file says so.';

create function app.read_import_time(p_text text, p_date_order text, p_date_system text)
returns app.import_time
language plpgsql
immutable
set search_path = ''
as $$
declare
  -- Tested without captures first: taking every date apart by one pattern costs several times as much.
  v_at integer := coalesce(nullif(strpos(translate(p_text, 'T', ' '), ' '), 0), length(p_text) + 1);
  v_date text := left(p_text, v_at - 1);
  v_clock text := ltrim(substr(p_text, v_at), 'T ');
  v_parts text[];
  v_time text[];
  v_year integer;
  v_month integer;
  v_day integer;
  v_hour integer;
  v_offset interval;
begin
  if v_date !~ '^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))$' then
    v_date := app.iso_date_text(p_text, p_date_system);
    return case when v_date is not null and v_date <> p_text then app.read_import_time(v_date, 'ymd', p_date_system) end;
  end if;
  v_parts := string_to_array(translate(v_date, '/.', '--'), '-');
  if length(v_parts[1]) < 4 then
    if p_date_order = 'ymd' then
      return null;
    end if;
    -- From here on year, month, day: by the order that the mapping says.
    v_parts := array[v_parts[3], v_parts[case p_date_order when 'mdy' then 1 else 2 end], v_parts[case p_date_order when 'mdy' then 2 else 1 end]];
  end if;
  if v_clock ~ '^\d{1,2}:\d{2}(:\d{2})?$' then
    v_time := string_to_array(v_clock, ':');
  elsif v_at <= length(p_text) then
    v_time := regexp_match(v_clock, '^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|[-+](?:0\d|1[0-4])(?::?[0-5]\d)?))?$');
    if v_time is null then
      return null;
    end if;
  end if;
  v_year := v_parts[1]::integer + case when length(v_parts[1]) = 4 then 0 when v_parts[1]::integer < 70 then 2000 else 1900 end;
  v_month := v_parts[2]::integer;
  v_day := v_parts[3]::integer;
  v_hour := coalesce(v_time[1]::integer, 0);
  if v_time[4] is not null then
    if v_hour not between 1 and 12 then
      return null;
    end if;
    v_hour := v_hour % 12 + case when upper(v_time[4]) = 'P' then 12 else 0 end;
  end if;
  if v_year < 1 or v_month not between 1 and 12 or v_day < 1 or v_hour > 23
    or coalesce(v_time[2]::integer, 0) > 59 or coalesce(v_time[3]::integer, 0) > 59
    or (v_day > 28 and v_day > extract(day from make_date(v_year, v_month, 1) + interval '1 month' - interval '1 day')) then
    return null;
  end if;
  if v_time[5] is not null then
    v_offset := case when v_time[5] = 'Z' then interval '0'
      else (left(v_time[5], 1) || '1')::integer * make_interval(hours => substr(v_time[5], 2, 2)::integer,
        mins => coalesce(nullif(right(replace(v_time[5], ':', ''), -3), '')::integer, 0)) end;
  end if;
  return row(make_timestamp(v_year, v_month, v_day, v_hour, coalesce(v_time[2]::integer, 0), coalesce(v_time[3]::integer, 0)), v_offset)::app.import_time;
end;
$$;
comment on function app.read_import_time(text, text, text) is
  'A date, perhaps with a time, as spreadsheets write them: the year first and a month by its name always, else by the order of its column (mdy, dmy). Null when it is none, such as 30 February.';

create type app.import_reading as (
  loyalty_id text,
  player_id uuid,
  first_name text,
  last_name text,
  birth_date date,
  tier text,
  points_balance bigint,
  last_activity_at timestamptz,
  last_activity_date date,
  errors jsonb
);
comment on type app.import_reading is 'What a mapping reads in a row; errors is [{field, code, ...}], empty when every mapped cell makes sense.';

create function app.clean_name_cell(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  if p_text collate "C" ~ '^[A-Za-z]+([-. ][A-Za-z]+)*$' then
    return p_text;
  end if;
  -- An apostrophe may belong to the name: 't Hooft.
  return app.clean_text(coalesce(substring(app.clean_text(p_text) collate "C" from '^=\s*"(.*)"$'), p_text));
end;
$$;
comment on function app.clean_name_cell(text) is 'A name as a person sees it in a spreadsheet, which writes ="Lee" for a text.';

create function app.read_import_ids(p_cells jsonb, p_columns jsonb)
returns app.import_reading
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_read app.import_reading;
  v_text text;
begin
  v_read.errors := '[]'::jsonb;
  v_read.loyalty_id := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'loyalty_id')::integer);
  if app.has_lost_digits(v_read.loyalty_id) then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'loyalty_id', 'code', 'ID_IN_SCIENTIFIC_NOTATION');
    v_read.loyalty_id := null;
  elsif length(v_read.loyalty_id) > 50 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'loyalty_id', 'code', 'VALUE_TOO_LONG', 'max', 50);
    v_read.loyalty_id := null;
  end if;
  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'player_id')::integer);
  if v_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_read.player_id := v_text::uuid;
  elsif v_text is not null then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'player_id', 'code', 'NOT_A_PLAYER_ID');
  end if;
  if v_read.loyalty_id is null and v_text is null and v_read.errors = '[]' then
    v_read.errors := v_read.errors || jsonb_build_object('field', case when p_columns ? 'loyalty_id' then 'loyalty_id' else 'player_id' end, 'code', 'IDENTIFIER_MISSING');
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_ids(jsonb, jsonb) is
  'Whom the cells of one row are about: the loyalty id and player id of app.read_import_cells, with their errors.';

create function app.find_sheet_errors(p_cells jsonb, p_columns jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- What nearly every row is like is told at once.
  if p_cells::text not like '%#%' then
    return '[]';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('field', key, 'code', 'CELL_IS_ERROR') order by value::integer)
    from jsonb_each_text(p_columns)
    where key in ('loyalty_id', 'first_name', 'last_name', 'tier')
      and upper(app.clean_text(p_cells ->> value::integer)) ~ '^#(N/A|NV|GETTING_DATA|[A-Z0/]{3,10}[!?])$'
  ), '[]');
end;
$$;
comment on function app.find_sheet_errors(jsonb, jsonb) is
  'The cells of a row that would be taken for an id, a name or a tier, and in which a spreadsheet says that a formula came to nothing (#N/A, #REF!): [{field, code}], by their place. As a date or a number they make no sense anyway.';

create function app.read_import_cells(p_cells jsonb, p_columns jsonb, p_formats jsonb, p_time_zone text)
returns app.import_reading
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read app.import_reading;
  v_text text;
  v_time app.import_time;
  v_number numeric;
  v_sheet_errors constant jsonb := app.find_sheet_errors(p_cells, p_columns);
begin
  if v_sheet_errors <> '[]' then
    -- The other cells are read as if there were no such columns.
    v_read := app.read_import_cells(p_cells, p_columns - array(select e ->> 'field' from jsonb_array_elements(v_sheet_errors) e), p_formats, p_time_zone);
    if jsonb_path_exists(v_sheet_errors, '$[*] ? (@.field == "loyalty_id" || @.field == "player_id")') then
      v_read.errors := jsonb_path_query_array(v_read.errors, '$[*] ? (@.code != "IDENTIFIER_MISSING")');
    end if;
    v_read.errors := v_sheet_errors || v_read.errors;
    return v_read;
  end if;
  v_read := app.read_import_ids(p_cells, p_columns);
  v_read.first_name := app.clean_name_cell(p_cells ->> (p_columns ->> 'first_name')::integer);
  v_read.last_name := app.clean_name_cell(p_cells ->> (p_columns ->> 'last_name')::integer);
  v_read.tier := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'tier')::integer);
  if length(v_read.first_name) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'first_name', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.first_name := null;
  end if;
  if length(v_read.last_name) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'last_name', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.last_name := null;
  end if;
  if length(v_read.tier) > 100 then
    v_read.errors := v_read.errors || jsonb_build_object('field', 'tier', 'code', 'VALUE_TOO_LONG', 'max', 100);
    v_read.tier := left(v_read.tier, 100);
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'birth_date')::integer);
  if v_text is not null then
    v_time := app.read_import_time(v_text, p_formats ->> 'birth_date', p_formats ->> 'date_system');
    -- Of a year of two digits: nobody who plays is a child.
    if v_time.local_time > current_date - interval '18 years' and v_text !~ '\d{4}' then
      v_time.local_time := v_time.local_time - interval '100 years';
    end if;
    if v_time.local_time::date between date '1880-01-01' and current_date then
      v_read.birth_date := v_time.local_time::date;
    else
      v_read.errors := v_read.errors || jsonb_build_object('field', 'birth_date', 'code',
        case when v_time.local_time is null then 'DATE_UNREADABLE' else 'DATE_OUT_OF_RANGE' end);
    end if;
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'points_balance')::integer);
  if v_text is not null then
    v_number := app.read_import_number(v_text, p_formats ->> 'points_balance');
    if abs(v_number) >= 1000000000000000 then
      v_read.errors := v_read.errors || jsonb_build_object('field', 'points_balance', 'code', 'TOO_MANY_POINTS', 'max', 15);
    elsif v_number = trunc(v_number) then
      v_read.points_balance := v_number;
    else
      v_read.errors := v_read.errors || jsonb_build_object('field', 'points_balance', 'code', 'NOT_WHOLE_POINTS');
    end if;
  end if;

  v_text := app.clean_loyalty_id(p_cells ->> (p_columns ->> 'last_activity_at')::integer);
  if v_text is not null then
    v_time := app.read_import_time(v_text, p_formats ->> 'last_activity_at', p_formats ->> 'date_system');
    v_read.last_activity_at := case when v_time.utc_offset is null then v_time.local_time at time zone p_time_zone
      else (v_time.local_time - v_time.utc_offset) at time zone 'UTC' end;
    if (v_read.last_activity_at between '1950-01-01' and now() + interval '1 day') is not true then
      v_read.errors := v_read.errors || jsonb_build_object('field', 'last_activity_at', 'code', case
        when v_read.last_activity_at is null then 'DATE_UNREADABLE'
        when v_read.last_activity_at > now() then 'DATE_IN_FUTURE' else 'DATE_OUT_OF_RANGE' end);
      v_read.last_activity_at := null;
    -- A day without a time stays a day: elsewhere its first instant is still the day before.
    elsif strpos(v_text, ':') = 0 and v_time.local_time = date_trunc('day', v_time.local_time) then
      v_read.last_activity_date := v_time.local_time::date;
    end if;
  end if;
  return v_read;
end;
$$;
comment on function app.read_import_cells(jsonb, jsonb, jsonb, text) is
  'What a mapping reads in the cells of one row, each column by its format: {birth_date, last_activity_at: mdy | dmy | ymd, points_balance: point | comma, date_system: 1900 | 1904}. A cell that makes no sense is left out and in the errors. A time without a zone is the casino''s own. Errors: CELL_IS_ERROR, ID_IN_SCIENTIFIC_NOTATION, VALUE_TOO_LONG (max), NOT_A_PLAYER_ID, IDENTIFIER_MISSING, DATE_UNREADABLE, DATE_OUT_OF_RANGE, DATE_IN_FUTURE, NOT_WHOLE_POINTS, TOO_MANY_POINTS (max).';

create function app.import_standing(p_imported_rank integer, p_held_rank integer)
returns public.import_standing
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_imported_rank > p_held_rank then 'upgrade' when p_imported_rank < p_held_rank then 'lower'
    when p_imported_rank = p_held_rank then 'same' else 'none' end::public.import_standing;
end;
$$;
comment on function app.import_standing(integer, integer) is 'How an imported tier compares with the one held, by rank.';

create function app.import_tier_codes(p_casino_id uuid, p_mapping jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Later ones win: what people said of a spelling, then codes, then names.
  return coalesce((
    select jsonb_object_agg(spelling, code order by weight)
    from (
      select app.name_key(name) as spelling, code, 1 as weight from public.loyalty_tier where casino_id = p_casino_id
      union all
      select app.name_key(code), code, 2 from public.loyalty_tier where casino_id = p_casino_id
      union all
      select app.name_key(tier ->> 'text'), tier ->> 'tier', 3 from jsonb_array_elements(p_mapping -> 'tiers') tier
      where exists (select 1 from public.loyalty_tier t where t.casino_id = p_casino_id and t.code = tier ->> 'tier')
    ) spellings
    where spelling is not null
  ), '{}'::jsonb);
end;
$$;
comment on function app.import_tier_codes(uuid, jsonb) is 'Which tier a spelling stands for, by the spelling as app.name_key folds it: {<spelling>: <code>}.';

create type app.import_row_draft as (
  row_number integer,
  raw jsonb,
  fault jsonb,
  errors jsonb,
  status public.import_row_status,
  player_id uuid,
  reading app.import_reading,
  tier_code text,
  standing public.import_standing
);
comment on type app.import_row_draft is 'A row as it is to be written.';

create function app.draft_import_rows(p_import public.player_import, p_numbers integer[], p_cells jsonb[], p_faults jsonb[])
returns setof app.import_row_draft
language plpgsql
stable
set search_path = ''
as $$
declare
  v_columns jsonb := p_import.mapping -> 'columns';
  v_is_mapped boolean := app.is_mapping_complete(p_import.mapping);
  v_tiers jsonb := app.import_tier_codes(p_import.casino_id, p_import.mapping);
  v_formats jsonb := app.import_formats(p_import);
  v_time_zone text := (select time_zone from public.casino_settings where casino_id = p_import.casino_id);
begin
  return query
  select given.row_number, given.cells, given.fault, nullif(problem.errors, '[]'),
    (case when problem.is_nobody then 'error' when v_is_mapped then 'pending' else 'staged' end)::public.import_row_status,
    case when not problem.is_nobody then coalesce(by_id.id, by_card.id) end,
    reading, imported.code,
    case when problem.is_nobody then 'none' else app.import_standing(imported.rank, held.rank) end
  from unnest(p_numbers, p_cells, p_faults) given (row_number, cells, fault)
  left join lateral app.read_import_cells(given.cells, v_columns, v_formats, v_time_zone) reading
    on v_is_mapped and given.fault is null
  left join public.player by_id on by_id.casino_id = p_import.casino_id and by_id.id = (reading).player_id
  left join public.player by_card on by_card.casino_id = p_import.casino_id and by_card.loyalty_id_key = app.loyalty_id_key((reading).loyalty_id)
  left join public.player_loyalty l on l.casino_id = p_import.casino_id and l.player_id = coalesce(by_id.id, by_card.id)
  left join public.loyalty_tier held on held.casino_id = p_import.casino_id and held.code = l.tier
  left join public.loyalty_tier imported on imported.casino_id = p_import.casino_id and imported.code = v_tiers ->> app.name_key((reading).tier)
  cross join lateral (
    select case when given.fault is not null then jsonb_build_array(given.fault) else coalesce((reading).errors, '[]') || case
      when (reading).player_id is null then '[]'::jsonb
      when by_id.id is null then '[{"field": "player_id", "code": "PLAYER_NOT_FOUND"}]'
      when app.loyalty_id_key((reading).loyalty_id) <> coalesce(by_id.loyalty_id_key, '')
        then '[{"field": "loyalty_id", "code": "IDENTIFIERS_DISAGREE"}]'
      else '[]' end end as errors
  ) found
  cross join lateral (
    -- A bad cell is left out, and the row's others count; but nobody's row is nobody's.
    select found.errors, given.fault is not null or found.errors @> '[{"field": "loyalty_id"}]' or found.errors @> '[{"field": "player_id"}]' as is_nobody
  ) problem
  order by given.row_number;
end;
$$;
comment on function app.draft_import_rows(public.player_import, integer[], jsonb[], jsonb[]) is
  'Rows of an import as its mapping reads them now: whom they name, by loyalty id (without regard to case) or player id only, and how their tier compares. Only what can''t be read at all, and who it is about, puts a row in error. Beside the errors of read_import_cells: PLAYER_NOT_FOUND (a player id that nobody here has), IDENTIFIERS_DISAGREE.';

-- ---- Answers ---------------------------------------------------------------------------------------------------------

create function app.import_json(p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_import) - array['casino_id', 'sha256', 'staff_id', 'refreshed_through', 'purged_at', 'evidence', 'is_reread_due'] || jsonb_build_object(
    'sha256', encode(p_import.sha256, 'hex'), 'uploaded_by', app.staff_name(p_import.casino_id, p_import.staff_id),
    'is_mapped', app.is_mapping_complete(p_import.mapping),
    'blank_count', p_import.staged_through - p_import.header_row - p_import.row_count);
end;
$$;
comment on function app.import_json(public.player_import) is
  'An import as every RPC answers it. Rows after the header = row_count + blank_count; row_count = staged + error + pending + applied + kept + reverted.';

create function app.get_import(p_ctx app.rls_context, p_import_id uuid, p_for_update boolean default false)
returns public.player_import
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
begin
  if p_for_update then
    select * into v_import from public.player_import where casino_id = p_ctx.casino_id and id = p_import_id for no key update;
  else
    select * into v_import from public.player_import where casino_id = p_ctx.casino_id and id = p_import_id;
  end if;
  if not found then
    perform app.fail(404, 'IMPORT_NOT_FOUND');
  end if;
  return v_import;
end;
$$;
comment on function app.get_import(app.rls_context, uuid, boolean) is 'An import of the caller''s casino, locked when asked. IMPORT_NOT_FOUND.';

create function app.require_import_status(p_import public.player_import, p_statuses public.import_status[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_import.status <> all (p_statuses) then
    perform app.fail(409, 'IMPORT_NOT_READY', jsonb_build_object('status', p_import.status));
  end if;
end;
$$;
comment on function app.require_import_status(public.player_import, public.import_status[]) is 'IMPORT_NOT_READY, with the status it has, unless an import is in one of these.';

create function app.import_row_json(p_row public.player_import_row, p_import public.player_import)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', p_row.id, 'import_id', p_row.import_id, 'row_number', p_row.row_number, 'status', p_row.status,
    'player_id', p_row.player_id, 'player_name', app.import_row_name(p_row),
    'imported_loyalty_id', p_row.imported_loyalty_id, 'imported_tier', p_row.imported_tier, 'tier_code', p_row.tier_code,
    'imported_points_balance', p_row.imported_points_balance, 'imported_last_activity_at', p_row.imported_last_activity_at,
    'imported_last_activity_date', p_row.imported_last_activity_date, 'raw', p_row.raw,
    'errors', coalesce((
      select jsonb_agg(error - 'field' || jsonb_build_object('column', p_import.headers ->> (p_import.mapping -> 'columns' ->> (error ->> 'field'))::integer))
      from jsonb_array_elements(p_row.errors) error
    ), '[]'::jsonb));
end;
$$;
comment on function app.import_row_json(public.player_import_row, public.player_import) is
  'A row as every RPC answers it; each error names its column as the file does, null where it is the row as a whole.';

create function app.import_row_name(p_row public.player_import_row)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(
    (select first_name || ' ' || last_name from public.player where casino_id = p_row.casino_id and id = p_row.player_id),
    nullif(concat_ws(' ', p_row.imported_first_name, p_row.imported_last_name), ''));
end;
$$;
comment on function app.import_row_name(public.player_import_row) is 'Who a row is about: the player it was matched to, else the names in the file, else null.';

-- ---- Staging ---------------------------------------------------------------------------------------------------------

create function app.require_import_file(p_file_name text, p_sha256 text, p_size_bytes bigint, p_encoding text, p_delimiter text, p_headers jsonb, p_header_row integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_file_name is null or length(btrim(p_file_name)) not between 1 and 255 or p_file_name ~ '[[:cntrl:]\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]' then
    perform app.invalid('fileName', 'Give a file name of 1 to 255 characters.');
  end if;
  if (p_sha256 ~ '^[0-9a-f]{64}$') is not true then
    perform app.invalid('sha256', 'Give the SHA-256 of the file as 64 hexadecimal digits.');
  end if;
  if (p_size_bytes between 1 and 104857600) is not true then
    perform app.invalid('sizeBytes', 'A file has 1 byte to 100 MiB.');
  end if;
  if (p_encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')) is not true then
    perform app.invalid('encoding', 'Give one of utf-8, utf-16le, utf-16be, windows-1252.');
  end if;
  if (p_delimiter in (',', ';', E'\t', '|')) is not true then
    perform app.invalid('delimiter', 'Give a comma, a semicolon, a tab or a bar.');
  end if;
  if jsonb_typeof(p_headers) is distinct from 'array' or jsonb_array_length(p_headers) not between 1 and 200
    or exists (select from jsonb_array_elements(p_headers) h where jsonb_typeof(h) <> 'string' or length(h #>> '{}') > 200) then
    perform app.invalid('headers', 'Give the names of 1 to 200 columns, each of at most 200 characters.');
  end if;
  if (p_header_row between 1 and 100) is not true then
    perform app.invalid('headerRow', 'The header stands in one of the first 100 rows.');
  end if;
end;
$$;
comment on function app.require_import_file(text, text, bigint, text, text, jsonb, integer) is 'VALIDATION_FAILED, naming the field, unless this can be a file.';

create function app.require_import_sheet(p_sheet text, p_sheets jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_sheet is null and p_sheets is null then
    return;
  end if;
  if jsonb_typeof(p_sheets) is distinct from 'array' or jsonb_array_length(p_sheets) not between 1 and 10000
    or exists (select from jsonb_array_elements(p_sheets) s where jsonb_typeof(s) <> 'string' or length(s #>> '{}') not between 1 and 255) then
    perform app.invalid('sheets', 'Give the names of a workbook''s sheets, each of 1 to 255 characters.');
  end if;
  if not coalesce(p_sheets ? p_sheet, false) then
    perform app.invalid('sheet', 'Give one of the workbook''s sheets.');
  end if;
end;
$$;
comment on function app.require_import_sheet(text, jsonb) is 'VALIDATION_FAILED, naming the field, unless there are no sheets, or the one that was read is among them.';

create function public.rpc_begin_player_import(
  p_file_name text,
  p_sha256 text,
  p_size_bytes bigint,
  p_encoding text,
  p_delimiter text,
  p_headers jsonb,
  p_header_row integer,
  p_idempotency_key text,
  p_allow_duplicate boolean default false,
  p_sheet text default null,
  p_sheets jsonb default null,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_import public.player_import;
  v_is_resumed boolean;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  perform app.require_import_file(p_file_name, p_sha256, p_size_bytes, p_encoding, p_delimiter, p_headers, p_header_row);
  perform app.require_import_sheet(p_sheet, p_sheets);
  v_hash := app.request_hash('begin_player_import',
    jsonb_build_array(p_file_name, p_sha256, p_encoding, p_delimiter, p_header_row, p_sheet, coalesce(p_allow_duplicate, false)));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    -- The import as it is now: what it was when it began helps nobody who comes back for it.
    return app.import_json(app.get_import(v_ctx, (v_answer ->> 'id')::uuid)) || jsonb_build_object('is_existing', true, 'is_resumed', false);
  end if;

  -- Read otherwise, the rows that arrived already would be others: such an upload begins anew.
  select * into v_import from public.player_import
  where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status <> 'discarded'
  order by (status = 'staging' and (encoding, delimiter, header_row, coalesce(sheet, '')) = (p_encoding, p_delimiter, p_header_row, coalesce(p_sheet, ''))) desc, id desc
  limit 1;
  v_is_resumed := found and v_import.status = 'staging'
    and (v_import.encoding, v_import.delimiter, v_import.header_row, coalesce(v_import.sheet, '')) = (p_encoding, p_delimiter, p_header_row, coalesce(p_sheet, ''));
  if v_import.id is not null and not v_is_resumed and not coalesce(p_allow_duplicate, false) then
    perform app.fail(409, 'IMPORT_EXISTS', jsonb_build_object('importId', v_import.id, 'fileName', v_import.file_name,
      'uploadedAt', v_import.created_at, 'uploadedBy', app.staff_name(v_ctx.casino_id, v_import.staff_id)));
  end if;
  if not v_is_resumed then
    insert into public.player_import (casino_id, file_name, sha256, size_bytes, encoding, delimiter, sheet, sheets, headers, header_row, mapping, staff_id, staged_through)
    values (v_ctx.casino_id, btrim(p_file_name), decode(p_sha256, 'hex'), p_size_bytes, p_encoding, p_delimiter, p_sheet, p_sheets, p_headers, p_header_row,
      app.suggest_import_mapping(v_ctx.casino_id, p_headers), v_ctx.staff_id, p_header_row)
    on conflict (casino_id, sha256, encoding, delimiter, header_row, coalesce(sheet, '')) where status = 'staging' do nothing
    returning * into v_import;
    if found then
      return app.complete_intent(v_ctx, 'imports.begin_player_import', 'player_import', v_import.id, null,
        app.import_json(v_import) || jsonb_build_object('is_resumed', false), p_idempotency_key, v_hash);
    end if;
    select * into v_import from public.player_import
    where casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status = 'staging'
      and encoding = p_encoding and delimiter = p_delimiter and header_row = p_header_row and coalesce(sheet, '') = coalesce(p_sheet, '');
    if not found then
      -- Another upload of it came to its end in this very moment; the next attempt is told so.
      perform app.fail(503, 'UNAVAILABLE');
    end if;
  end if;
  return app.complete_intent(v_ctx, 'imports.resume_player_import', 'player_import', v_import.id, null,
    app.import_json(v_import) || jsonb_build_object('is_resumed', true), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_begin_player_import(text, text, bigint, text, text, jsonb, integer, text, boolean, text, jsonb, uuid) is
  'Begins to stage a file, or goes on with the same one (by SHA-256), read the same way (encoding, delimiter, sheet, header row), where it was interrupted. Answers {id, file_name, sha256, size_bytes, encoding, delimiter, sheet, sheets, headers, header_row, mapping: {columns, date_order, tiers, formats, date_system}, mapping_version, readings: {<field>: {format, because, row, text, cells, cells_against, field}}, gathered_through, is_mapped, status, staged_bytes, staged_through, checked_through, row_count, staged_count, error_count, pending_count, applied_count, kept_count, reverted_count, unmatched_count, blank_count, uploaded_by, created_at, updated_at, staged_at, discarded_at, is_resumed, is_existing}. Capability import.manage. VALIDATION_FAILED, IMPORT_EXISTS (detail: importId, fileName, uploadedAt, uploadedBy) for a file that was staged before, or is being staged and read otherwise, unless p_allow_duplicate.';

create function app.require_staged_rows(p_rows jsonb, p_through integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 5000 then
    perform app.invalid('rows', 'Give at most 5000 rows at a time.');
  end if;
  if p_through is null or exists (
    select from jsonb_array_elements(p_rows) r
    where jsonb_typeof(r) is distinct from 'object' or not app.is_number_between(r -> 'n', 1, p_through, true)
      or jsonb_typeof(r -> 'cells') is distinct from 'array'
      or (r ? 'fault' and (r -> 'fault' ->> 'code' ~ '^[A-Z][A-Z_]{1,49}$') is not true)
  ) then
    perform app.invalid('rows', 'Give each row as {n, cells, fault?}, numbered up to `through`.');
  end if;
  if exists (
    select from jsonb_array_elements(p_rows) r, jsonb_array_elements(r -> 'cells') c where jsonb_typeof(c) <> 'string'
  ) then
    perform app.invalid('rows', 'Give each cell as a text.');
  end if;
  if (select count(*) <> count(distinct r -> 'n') from jsonb_array_elements(p_rows) r) then
    perform app.invalid('rows', 'Give each row once.');
  end if;
end;
$$;
comment on function app.require_staged_rows(jsonb, integer) is 'VALIDATION_FAILED unless these are rows of a file: [{n, cells: [<text>], fault?: {code, ...}}].';

create function public.rpc_stage_player_import(
  p_import_id uuid,
  p_rows jsonb,
  p_through integer,
  p_staged_bytes bigint,
  p_is_last boolean,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_is_last constant boolean := coalesce(p_is_last, false);
  v_import public.player_import;
  v_read public.player_import;
  v_numbers integer[];
  v_cells jsonb[];
  v_sound_cells jsonb[];
  v_faults jsonb[];
  v_is_reread_due boolean;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  perform app.require_staged_rows(p_rows, p_through);
  v_hash := app.request_hash('stage_player_import', jsonb_build_array(p_import_id, p_rows, p_through, v_is_last));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash, 'stage:' || p_import_id || ':%');
  if v_answer is not null then
    return v_answer;
  end if;

  v_import := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_import, '{staging}');
  -- Rows that arrived before, from whoever else sent this file, are not taken again.
  -- Where a row's cells are too many or too few, none is where it belongs: it proves nothing.
  select array_agg((r -> 'n')::integer), array_agg(r -> 'cells'), array_agg(r -> 'fault'), array_agg(case when not r ? 'fault' then r -> 'cells' end)
  into v_numbers, v_cells, v_faults, v_sound_cells
  from jsonb_array_elements(p_rows) r
  where (r -> 'n')::integer > v_import.staged_through;
  v_read := app.with_evidence(v_import, app.gather_evidence(v_import.evidence, v_import.mapping -> 'columns', v_numbers, v_sound_cells));
  insert into public.player_import_row (casino_id, import_id, row_number, raw, fault, errors, status, player_id, imported_loyalty_id,
    imported_player_id, imported_first_name, imported_last_name, imported_birth_date, imported_tier, imported_points_balance,
    imported_last_activity_at, imported_last_activity_date, tier_code, standing)
  select v_ctx.casino_id, v_import.id, d.row_number, d.raw, d.fault, d.errors, d.status, d.player_id, (d.reading).loyalty_id,
    (d.reading).player_id, (d.reading).first_name, (d.reading).last_name, (d.reading).birth_date, (d.reading).tier, (d.reading).points_balance,
    (d.reading).last_activity_at, (d.reading).last_activity_date, d.tier_code, d.standing
  from app.draft_import_rows(v_read, v_numbers, v_cells, v_faults) d;
  v_is_reread_due := v_import.is_reread_due or (v_import.row_count > 0 and app.import_formats(v_import) <> app.import_formats(v_read));
  perform app.note_doubts(v_ctx.casino_id, array(
    select id from public.player_import_row
    where casino_id = v_ctx.casino_id and import_id = v_import.id and row_number > v_import.staged_through));
  update public.player_import
  set evidence = v_read.evidence, readings = v_read.readings, is_reread_due = v_is_reread_due and not v_is_last,
    checked_through = case when v_is_last then header_row else checked_through end,
    staged_through = greatest(staged_through, p_through), staged_bytes = least(size_bytes, greatest(staged_bytes, p_staged_bytes)),
    updated_at = clock_timestamp(), staged_at = case when v_is_last then now() end,
    status = case when not v_is_last then status when not app.is_mapping_complete(mapping) then 'mapping'
      when v_is_reread_due then 'checking' else 'ready' end
  where casino_id = v_ctx.casino_id and id = v_import.id
  returning * into v_import;
  if v_is_last and v_import.row_count >= 1000 then
    -- Or connections keep plans from when the queue was nearly empty, and read all of it for each player of a bulk apply.
    analyze public.player_import_row;
  end if;
  if v_import.status = 'ready' then
    perform app.note_duplicates(v_import);
  end if;
  return app.complete_intent(v_ctx, 'imports.stage_player_import', 'player_import', v_import.id, null,
    jsonb_build_object('id', v_import.id, 'status', v_import.status, 'staged_through', v_import.staged_through,
      'row_count', v_import.row_count, 'error_count', v_import.error_count), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_stage_player_import(uuid, jsonb, integer, bigint, boolean, text, uuid) is
  'Stages the next rows of a file: [{n: <number in the file>, cells: [<text>], fault?: {code}}], at most 5000, all up to row p_through (those that are not given were blank). Nothing is applied. The last ones make the import ready, or leave it to somebody to say what its columns are (status mapping), or to rpc_check_player_import to read rows anew that came before what proved how they are written (status checking). Answers {id, status, staged_through, row_count, error_count, is_existing}. Capability import.manage. VALIDATION_FAILED, IMPORT_NOT_FOUND, IMPORT_NOT_READY (it was stopped, or is complete).';

-- ---- Reading the rows anew -------------------------------------------------------------------------------------------

create function app.gather_more(p_import public.player_import, p_limit integer)
returns public.player_import
language plpgsql
stable
set search_path = ''
as $$
declare
  v_read public.player_import;
  v_numbers integer[];
  v_cells jsonb[];
begin
  select array_agg(row_number order by row_number), array_agg(case when fault is null then raw end order by row_number) into v_numbers, v_cells
  from (
    select row_number, raw, fault from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.gathered_through
    order by row_number
    limit p_limit
  ) batch;
  v_read := app.with_evidence(p_import, app.gather_evidence(p_import.evidence, p_import.mapping -> 'columns', v_numbers, v_cells));
  v_read.gathered_through := case when cardinality(v_numbers) = p_limit then v_numbers[p_limit] end;
  return v_read;
end;
$$;
comment on function app.gather_more(public.player_import, integer) is 'An import with the evidence of its next rows, as it is to be written. Cells never change: no row is locked for it.';

create function app.check_import_rows(p_import public.player_import, p_limit integer)
returns public.player_import
language plpgsql
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_read public.player_import := p_import;
  v_ids uuid[];
  v_through integer;
begin
  if p_import.gathered_through is not null then
    v_read := app.gather_more(p_import, p_limit * 10);
  end if;
  -- Before any row: whoever applies rows knows by then whom they name. Then rows first and the import last, like everybody who moves rows.
  perform app.lock_many_standings(p_import.casino_id);
  select array_agg(id), max(row_number) into v_ids, v_through
  from (
    select id, row_number from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.checked_through
    order by row_number
    limit p_limit
    for no key update
  ) batch;
  select * into v_import from public.player_import where casino_id = p_import.casino_id and id = p_import.id for no key update;
  if v_import.status <> 'checking' or (v_import.mapping_version, v_import.checked_through, v_import.gathered_through)
    is distinct from (p_import.mapping_version, p_import.checked_through, p_import.gathered_through) then
    return v_import;
  end if;
  update public.player_import
  set evidence = v_read.evidence, readings = v_read.readings, gathered_through = v_read.gathered_through, updated_at = clock_timestamp()
  where casino_id = v_import.casino_id and id = v_import.id
  returning * into v_import;
  if v_import.gathered_through is not null then
    return v_import;
  end if;

  update public.player_import_row r
  set errors = d.errors, status = d.status, player_id = d.player_id, imported_loyalty_id = (d.reading).loyalty_id,
    imported_player_id = (d.reading).player_id, imported_first_name = (d.reading).first_name, imported_last_name = (d.reading).last_name,
    imported_birth_date = (d.reading).birth_date, imported_tier = (d.reading).tier, imported_points_balance = (d.reading).points_balance,
    imported_last_activity_at = (d.reading).last_activity_at, imported_last_activity_date = (d.reading).last_activity_date, tier_code = d.tier_code, standing = d.standing,
    has_namesake = false, doubts = '{}', confirmed_doubts = '{}', confirmed_facts = null, confirmed_by = null, confirmed_at = null
  from (
    select array_agg(row_number) as numbers, array_agg(raw) as cells, array_agg(fault) as faults
    from public.player_import_row where casino_id = v_import.casino_id and id = any (v_ids)
  ) batch
  cross join lateral app.draft_import_rows(v_import, batch.numbers, batch.cells, batch.faults) d
  where r.casino_id = v_import.casino_id and r.import_id = v_import.id and r.row_number = d.row_number;
  perform app.note_doubts(v_import.casino_id, v_ids);
  update public.player_import
  set checked_through = coalesce(v_through, checked_through), updated_at = clock_timestamp(),
    status = case when coalesce(cardinality(v_ids), 0) < p_limit then 'ready' else status end
  where casino_id = v_import.casino_id and id = v_import.id
  returning * into v_import;
  if v_import.status = 'ready' then
    perform app.note_duplicates(v_import);
  end if;
  return v_import;
end;
$$;
comment on function app.check_import_rows(public.player_import, integer) is
  'Reads the next rows of an import that is being checked by its mapping as it is now; with the last ones it is ready. Before that it gathers what the columns prove, where they are other ones. Does nothing when another was quicker.';

create function public.rpc_map_player_import(
  p_import_id uuid,
  p_mapping jsonb,
  p_idempotency_key text,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea;
  v_answer jsonb;
  v_is_same boolean;
  v_mapping_before jsonb;
  v_before public.player_import;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_hash := app.request_hash('map_player_import', jsonb_build_array(p_import_id, p_mapping));
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  v_before := app.get_import(v_ctx, p_import_id, true);
  v_mapping_before := v_before.mapping;
  perform app.require_mapping(v_ctx.casino_id, v_before.headers, p_mapping);
  perform app.require_import_status(v_before, '{mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE', jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  perform app.remember_mapping(v_ctx.casino_id, v_before.headers, p_mapping);
  -- Other columns prove other things.
  v_is_same := p_mapping -> 'columns' = v_before.mapping -> 'columns' and v_before.gathered_through is null;
  v_before.mapping := p_mapping;
  v_import := app.with_evidence(v_before, case when v_is_same then v_before.evidence else '{}' end);
  update public.player_import
  set mapping = p_mapping, mapping_version = mapping_version + 1, status = 'checking', checked_through = header_row,
    evidence = v_import.evidence, readings = v_import.readings, gathered_through = case when not v_is_same then header_row end,
    refreshed_through = null, updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.complete_intent(v_ctx, 'imports.map_player_import', 'player_import', p_import_id,
    jsonb_build_object('mapping', v_mapping_before), app.import_json(v_import), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_map_player_import(uuid, jsonb, text, uuid) is
  'Says how the columns of an import are to be read: {columns: {<field>: <place from 0>}, date_order: mdy | dmy | ymd, tiers: [{text, tier}], and where somebody knows better than the cells formats: {birth_date, last_activity_at: mdy | dmy | ymd, points_balance: point | comma} and date_system: 1900 | 1904 of serial dates}; fields are loyalty_id, player_id, first_name, last_name, birth_date, tier, points_balance, last_activity_at. Remembered for the casino''s next file. The import is then checking: rpc_check_player_import reads its rows anew. Answers the import and is_existing. Capability import.manage. VALIDATION_FAILED, UNKNOWN_TIER, IMPORT_NOT_FOUND, IMPORT_NOT_READY (still being staged, or discarded), IMPORT_IN_USE once rows were reconciled.';

create function public.rpc_check_player_import(p_import_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('check_player_import', jsonb_build_array(p_import_id));
  v_answer jsonb;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_import := app.get_import(v_ctx, p_import_id);
  if v_import.status = 'checking' then
    v_import := app.check_import_rows(v_import, 5000);
  end if;
  return app.complete_intent(v_ctx, 'imports.check_player_import', 'player_import', p_import_id, null,
    app.import_json(v_import), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_check_player_import(uuid, text, uuid) is
  'Reads the next 5000 rows of an import by its mapping as it is now; call it until status is no longer checking. The worker goes on with one that is left. Answers the import and is_existing. Capability import.manage. IMPORT_NOT_FOUND.';

-- ---- Players that nobody knows yet -----------------------------------------------------------------------------------

create function app.refuse_rows_under_age(p_casino_id uuid, p_row_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.player_import_row r
  set status = 'error', errors = coalesce(r.errors, '[]')
    || jsonb_build_array(jsonb_build_object('code', 'UNDER_AGE', 'field', 'birth_date', 'min', s.minimum_age_years))
  from public.casino_settings s
  where r.casino_id = p_casino_id and r.id = any (p_row_ids) and not app.is_of_age(p_casino_id, r.imported_birth_date)
    and s.casino_id = r.casino_id;
end;
$$;
comment on function app.refuse_rows_under_age(uuid, uuid[]) is 'Makes rows that would enrol somebody under the casino''s minimum age errors (UNDER_AGE with min), as enrolment by hand refuses them.';

create function public.rpc_enrol_import_players(
  p_import_id uuid,
  p_idempotency_key text,
  p_after_row integer default 0,
  p_correlation_id uuid default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_batch constant integer := 1000;
  v_hash bytea := app.request_hash('enrol_import_players', jsonb_build_array(p_import_id, p_after_row));
  v_answer jsonb;
  v_ids uuid[];
  v_through integer;
  v_enrolled uuid[];
  v_matched integer;
  v_left integer;
  v_unconfirmed integer;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;

  perform app.get_import(v_ctx, p_import_id);
  -- Who replaces the tiers holds them while it marks the imports, and who enrols refers to a tier while it holds an import.
  perform app.lock_many_standings(v_ctx.casino_id);
  select array_agg(id), max(row_number) into v_ids, v_through
  from (
    select id, row_number from public.player_import_row
    where casino_id = v_ctx.casino_id and import_id = p_import_id and status = 'pending' and player_id is null and row_number > coalesce(p_after_row, 0)
    order by row_number
    limit v_batch
    for no key update
  ) batch;
  perform app.require_import_status(app.get_import(v_ctx, p_import_id, true), '{ready}');
  perform app.refuse_rows_under_age(v_ctx.casino_id, v_ids);

  -- Somebody may have been enrolled since who makes another row doubtful.
  perform app.note_doubts(v_ctx.casino_id, v_ids);
  v_enrolled := app.enrol_named_players(v_ctx.casino_id, v_ids);
  perform app.enrol_player(v_ctx.casino_id, id), app.emit_event(v_ctx, 'player.enrolled', id, jsonb_build_object('player_id', id))
  from unnest(v_enrolled) id;
  v_matched := app.match_enrolled_rows(p_import_id, v_ctx.casino_id, v_ids, v_through, v_enrolled);
  select count(*), count(*) filter (where num_nulls(imported_loyalty_id, imported_first_name, imported_last_name) = 0)
  into v_left, v_unconfirmed
  from public.player_import_row
  where casino_id = v_ctx.casino_id and import_id = p_import_id and status = 'pending' and player_id is null and row_number <= v_through;
  return app.complete_intent(v_ctx, 'imports.enrol_import_players', 'player_import', p_import_id, null, jsonb_build_object(
    'enrolled_count', cardinality(v_enrolled), 'enrolled_ids', v_enrolled, 'matched_count', v_matched, 'left_count', v_left,
    'unconfirmed_count', v_unconfirmed, 'next_row', case when cardinality(v_ids) = v_batch then v_through end), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_enrol_import_players(uuid, text, integer, uuid) is
  'Enrols the players that rows of an import name and nobody knows yet, in the lowest tier, 1000 rows a call from after row p_after_row on; a row that somebody has come to be known for meanwhile is only matched. A row needs a loyalty id and both names; those without stay unmatched, and so do those of whom it is doubtful who they are, until somebody confirms it; one of somebody under the casino''s minimum age becomes an error. Answers {enrolled_count (people), enrolled_ids, matched_count (rows that now name a player), left_count (rows up to here that name nobody still), unconfirmed_count (of these, rows that wait for somebody to confirm who they are), next_row (null: done), is_existing}. Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY, NO_TIERS.';

-- ---- Taking an import away -------------------------------------------------------------------------------------------

create function public.rpc_discard_player_import(p_import_id uuid, p_idempotency_key text, p_correlation_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff(p_correlation_id);
  v_hash bytea := app.request_hash('discard_player_import', jsonb_build_array(p_import_id));
  v_answer jsonb;
  v_before public.player_import;
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_answer := app.claim_intent(v_ctx, p_idempotency_key, v_hash);
  if v_answer is not null then
    return v_answer;
  end if;
  v_before := app.get_import(v_ctx, p_import_id, true);
  perform app.require_import_status(v_before, '{staging,mapping,checking,ready}');
  if v_before.applied_count + v_before.kept_count + v_before.reverted_count > 0 then
    perform app.fail(409, 'IMPORT_IN_USE', jsonb_build_object('reconciled', v_before.applied_count + v_before.kept_count + v_before.reverted_count));
  end if;
  update public.player_import set status = 'discarded', discarded_at = now(), refreshed_through = null, updated_at = clock_timestamp()
  where casino_id = v_ctx.casino_id and id = p_import_id
  returning * into v_import;
  return app.complete_intent(v_ctx, 'imports.discard_player_import', 'player_import', p_import_id, app.import_json(v_before),
    app.import_json(v_import), p_idempotency_key, v_hash);
end;
$$;
comment on function public.rpc_discard_player_import(uuid, text, uuid) is
  'Stops an import that is being staged, or takes away one that nobody reconciled anything of. What it was stays on record; its rows are gone for everybody at once, and the worker removes them. Answers the import and is_existing. Capability import.manage. IMPORT_NOT_FOUND, IMPORT_NOT_READY (discarded before), IMPORT_IN_USE.';

create function app.tend_import(p_import public.player_import)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_batch constant integer := 5000;
  v_tiers constant jsonb := app.import_tier_codes(p_import.casino_id, p_import.mapping);
  v_through integer;
  v_count integer;
begin
  -- Before any row: whoever applies rows has some of them locked when a player's new tier leads to the player's other rows.
  perform app.lock_many_standings(p_import.casino_id);
  if p_import.status = 'discarded' then
    delete from public.player_import_row
    where casino_id = p_import.casino_id and id in (
      select id from public.player_import_row where casino_id = p_import.casino_id and import_id = p_import.id
      order by row_number limit v_batch for update
    );
    get diagnostics v_count = row_count;
    if v_count < v_batch then
      update public.player_import set purged_at = now() where casino_id = p_import.casino_id and id = p_import.id;
    end if;
    return v_count > 0;
  elsif p_import.status = 'checking' then
    perform app.check_import_rows(p_import, v_batch);
    -- It stays as one that was left: the next batch is the worker's too, unless somebody goes on with it.
    update public.player_import set updated_at = p_import.updated_at
    where casino_id = p_import.casino_id and id = p_import.id and status = 'checking' and mapping_version = p_import.mapping_version;
    return true;
  end if;

  -- In the order of the file, like everybody who locks rows: a slip that closes may lift a player who has several.
  select max(row_number), count(*) into v_through, v_count
  from (
    select row_number from public.player_import_row
    where casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.refreshed_through
    order by row_number
    limit v_batch
    for no key update
  ) batch;
  update public.player_import_row r
  set tier_code = imported.code, standing = app.import_standing(imported.rank, held.rank)
  from public.player_import_row own
  left join public.loyalty_tier imported on imported.casino_id = own.casino_id
    and imported.code = v_tiers ->> app.name_key(own.imported_tier)
  left join public.player_loyalty l on l.casino_id = own.casino_id and l.player_id = own.player_id
  left join public.loyalty_tier held on held.casino_id = l.casino_id and held.code = l.tier
  where own.casino_id = p_import.casino_id and own.import_id = p_import.id
    and own.row_number > p_import.refreshed_through and own.row_number <= v_through and own.status not in ('staged', 'error')
    and r.casino_id = own.casino_id and r.id = own.id
    and (r.tier_code, r.standing) is distinct from (imported.code, app.import_standing(imported.rank, held.rank));
  -- Unless the tiers changed again meanwhile: then it begins anew.
  update public.player_import set refreshed_through = case when v_count = v_batch then v_through end
  where casino_id = p_import.casino_id and id = p_import.id and refreshed_through = p_import.refreshed_through;
  return v_count > 0;
end;
$$;
comment on function app.tend_import(public.player_import) is
  'A batch of what an import needs that no person does: the rows of a discarded one are removed, one that was left in the middle of checking is checked, and after a change of the tiers every row is compared with them anew.';

create function public.rpc_worker_tend_imports()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_import public.player_import;
  v_done integer := 0;
  v_failed integer := 0;
begin
  for v_import in
    select * from public.player_import
    where (status = 'discarded' and purged_at is null) or (status = 'checking' and updated_at < now() - interval '30 seconds')
      or refreshed_through is not null
    order by casino_id, id
    limit 20
  loop
    -- One import's trouble is not the others'. One batch a call: what is locked for it is let go before the next one's.
    begin
      v_done := v_done + app.tend_import(v_import)::integer;
    exception when query_canceled or others then
      v_failed := v_failed + 1;
      raise warning 'import %: % %', v_import.id, sqlstate, sqlerrm;
    end;
    exit when v_done > 0;
  end loop;
  return jsonb_build_object('done', v_done, 'has_more', v_done > 0, 'failed', v_failed);
end;
$$;
comment on function public.rpc_worker_tend_imports() is
  'Goes on with one of the imports that wait for no person, up to 5000 rows of it: {done, has_more, failed (imports that were tried before it)}. For the worker only.';

-- ---- When tiers change elsewhere -------------------------------------------------------------------------------------

create function app.refresh_player_standing()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_many constant integer := 1000;
  v_rows integer;
begin
  -- The rows are locked in the order of their files, like everywhere.
  with own as materialized (
    select id, tier_code, standing from public.player_import_row
    where casino_id = new.casino_id and player_id = new.player_id
    order by import_id, row_number
    limit v_many + 1
    for no key update
  ), compared as (
    update public.player_import_row r
    set standing = app.import_standing(imported.rank, held.rank)
    from own
    join public.loyalty_tier imported on imported.casino_id = new.casino_id and imported.code = own.tier_code
    join public.loyalty_tier held on held.casino_id = new.casino_id and held.code = new.tier
    where r.casino_id = new.casino_id and r.id = own.id and own.standing <> app.import_standing(imported.rank, held.rank)
  )
  select count(*) into v_rows from own;
  -- A file in which thousands of rows name one player must not keep that player's slip from closing: those are the worker's.
  if v_rows > v_many then
    perform 1 from public.player_import
    where casino_id = new.casino_id and status in ('staging', 'checking', 'ready')
    order by id
    for no key update;
    update public.player_import set refreshed_through = 0
    where casino_id = new.casino_id and status in ('staging', 'checking', 'ready') and refreshed_through is distinct from 0;
  end if;
  return null;
end;
$$;
comment on function app.refresh_player_standing() is 'Trigger of the balance row: the player''s rows in the queue compare with the new tier, those that were applied or kept too: taken back, they wait again. Of a player with more than a thousand, the worker compares them.';
create trigger player_loyalty_tier_changed after update of tier on public.player_loyalty
  for each row when (old.tier is distinct from new.tier) execute function app.refresh_player_standing();

create function app.note_changed_tiers()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A casino may have a million rows in the queue: the worker compares them, after whoever changes the tiers is done.
  perform 1 from public.player_import
  where casino_id in (select casino_id from changed) and status in ('staging', 'checking', 'ready')
  order by id
  for no key update;
  update public.player_import set refreshed_through = 0
  where casino_id in (select casino_id from changed) and status in ('staging', 'checking', 'ready') and refreshed_through is distinct from 0;
  return null;
end;
$$;
comment on function app.note_changed_tiers() is 'Trigger of the tiers: the casino''s imports are to be compared with them anew.';
create trigger loyalty_tier_added after insert on public.loyalty_tier
  referencing new table as changed for each statement execute function app.note_changed_tiers();
create trigger loyalty_tier_changed after update on public.loyalty_tier
  referencing new table as changed for each statement execute function app.note_changed_tiers();
create trigger loyalty_tier_removed after delete on public.loyalty_tier
  referencing old table as changed for each statement execute function app.note_changed_tiers();

-- ---- Reading ---------------------------------------------------------------------------------------------------------

create function public.rpc_list_player_imports(p_before_import_id uuid default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  if p_before_import_id is not null
    and not exists (select 1 from public.player_import where casino_id = v_ctx.casino_id and id = p_before_import_id) then
    perform app.invalid('cursor', 'Use the nextCursor of the page before.');
  end if;
  select coalesce(jsonb_agg(app.import_json(page.i) order by (page.i).id desc), '[]'::jsonb) into v_items
  from (
    select i from public.player_import i
    where i.casino_id = v_ctx.casino_id and (p_before_import_id is null or i.id < p_before_import_id)
    order by i.id desc
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'id' end);
end;
$$;
comment on function public.rpc_list_player_imports(uuid, integer) is 'The casino''s imports, newest first, paged by the last one seen: {items, next_cursor}. Capability import.manage. VALIDATION_FAILED for a cursor that is none.';

create function public.rpc_get_player_import(p_import_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_import public.player_import;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_import := app.get_import(v_ctx, p_import_id);
  return app.import_json(v_import) || jsonb_build_object(
    'enrolment', app.enrolment_json(v_import),
    'sample_rows', case when v_import.status = 'discarded' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('row_number', row_number, 'raw', raw) order by row_number)
      from (
        select row_number, raw from public.player_import_row
        where casino_id = v_ctx.casino_id and import_id = v_import.id and fault is null
        order by row_number
        limit 5
      ) first
    ), '[]') end,
    'cell_errors', case when v_import.status <> 'ready' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('column', v_import.headers ->> (v_import.mapping -> 'columns' ->> field)::integer, 'code', code, 'max', highest, 'rows', rows,
        'row_number', row_number, 'text', left((
          select raw ->> (v_import.mapping -> 'columns' ->> field)::integer from public.player_import_row r
          where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number = counted.row_number), 40)) order by rows desc, field, code)
      from (
        select error ->> 'field' as field, error ->> 'code' as code, count(*) as rows, min(row_number) as row_number, max((error ->> 'max')::integer) as highest
        from public.player_import_row, jsonb_array_elements(errors) error
        where casino_id = v_ctx.casino_id and import_id = v_import.id and errors is not null and error ? 'field'
        group by 1, 2
      ) counted
    ), '[]') end,
    'unknown_tiers', case when v_import.status <> 'ready' then '[]' else coalesce((
      select jsonb_agg(jsonb_build_object('text', imported_tier, 'rows', rows) order by rows desc, imported_tier)
      from (
        select imported_tier, count(*) as rows from public.player_import_row
        where casino_id = v_ctx.casino_id and import_id = v_import.id and status in ('pending', 'reverted')
          and imported_tier is not null and tier_code is null
        group by imported_tier
        order by rows desc, imported_tier
        limit 50
      ) unknown
    ), '[]') end);
end;
$$;
comment on function public.rpc_get_player_import(uuid) is
  'One import, with what helps to map it: sample_rows (the first 5: [{row_number, raw}]), cell_errors (what can''t be read of which column: [{column, code, rows, row_number, text}], with the first such cell), unknown_tiers (spellings that stand for no tier yet: [{text, rows}], at most 50) and enrolment: {people_count, row_count, unconfirmed_count, unnamed_count, namesake_count}, what enrolling would do with the rows that name nobody. Capability import.manage. IMPORT_NOT_FOUND.';

create function public.rpc_list_player_import_rows(
  p_import_id uuid,
  p_status text default null,
  p_after_row integer default 0,
  p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_ctx app.rls_context := app.set_rls_context_from_staff();
  v_limit integer := least(200, greatest(1, coalesce(p_limit, 50)));
  v_import public.player_import;
  v_items jsonb;
begin
  perform app.require_capability(v_ctx, 'import.manage');
  v_import := app.get_import(v_ctx, p_import_id);
  if p_status is not null and p_status <> all (enum_range(null::public.import_row_status)::text[]) then
    perform app.invalid('status', 'Give one of staged, error, pending, applied, kept, reverted.');
  end if;
  select coalesce(jsonb_agg(app.import_row_json(page.r, v_import) order by (page.r).row_number), '[]'::jsonb) into v_items
  from (
    select r from public.player_import_row r
    where r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number > coalesce(p_after_row, 0)
      and (p_status is null or r.status = p_status::public.import_row_status) and v_import.status <> 'discarded'
    order by r.row_number
    limit v_limit
  ) page;
  return jsonb_build_object('items', v_items, 'next_cursor', case when jsonb_array_length(v_items) = v_limit then v_items -> -1 ->> 'row_number' end);
end;
$$;
comment on function public.rpc_list_player_import_rows(uuid, text, integer, integer) is
  'Rows of an import in the order of the file, of one status or of all, paged by the last row number seen: {items: [{id, import_id, row_number, status, player_id, player_name, imported_loyalty_id, imported_tier, tier_code, imported_points_balance, imported_last_activity_at, imported_last_activity_date (where the file says no time), raw, errors: [{column, code, ...}]}], next_cursor}. Capability import.manage. IMPORT_NOT_FOUND, VALIDATION_FAILED.';

-- ---- Row level security and grants -----------------------------------------------------------------------------------

alter table public.player_import enable row level security;
alter table public.player_import_row enable row level security;
alter table public.player_import_memory enable row level security;

create policy "Who may import reads the imports of their own casino" on public.player_import
  for select to authenticated using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('import.manage')));
create policy "Who may import reads the imported rows of their own casino" on public.player_import_row
  for select to authenticated using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('import.manage')));
create policy "Who may import reads what was said of files of their own casino" on public.player_import_memory
  for select to authenticated using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('import.manage')));

grant select on public.player_import, public.player_import_row, public.player_import_memory to authenticated, service_role;

revoke all on function
  public.rpc_begin_player_import(text, text, bigint, text, text, jsonb, integer, text, boolean, text, jsonb, uuid),
  public.rpc_stage_player_import(uuid, jsonb, integer, bigint, boolean, text, uuid),
  public.rpc_map_player_import(uuid, jsonb, text, uuid),
  public.rpc_check_player_import(uuid, text, uuid),
  public.rpc_enrol_import_players(uuid, text, integer, uuid),
  public.rpc_discard_player_import(uuid, text, uuid),
  public.rpc_worker_tend_imports(),
  public.rpc_list_player_imports(uuid, integer),
  public.rpc_get_player_import(uuid),
  public.rpc_list_player_import_rows(uuid, text, integer, integer)
from public, anon;
grant execute on function
  public.rpc_begin_player_import(text, text, bigint, text, text, jsonb, integer, text, boolean, text, jsonb, uuid),
  public.rpc_stage_player_import(uuid, jsonb, integer, bigint, boolean, text, uuid),
  public.rpc_map_player_import(uuid, jsonb, text, uuid),
  public.rpc_check_player_import(uuid, text, uuid),
  public.rpc_enrol_import_players(uuid, text, integer, uuid),
  public.rpc_discard_player_import(uuid, text, uuid),
  public.rpc_list_player_imports(uuid, integer),
  public.rpc_get_player_import(uuid),
  public.rpc_list_player_import_rows(uuid, text, integer, integer)
to authenticated;
grant execute on function public.rpc_worker_tend_imports() to service_role;
