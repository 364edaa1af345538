create function app.seal_text(p_seal public.seal)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return concat_ws(E'\n', 'pitside seal 1', 'casino ' || p_seal.casino_id, 'kind ' || p_seal.kind,
    'day ' || to_char(p_seal.gaming_day, 'YYYY-MM-DD'), 'previous '
      || coalesce(encode(p_seal.previous_seal, 'hex'), '-'),
    'entries ' || p_seal.entry_count, 'total ' || p_seal.total_count, 'through ' || p_seal.through_id, case
      when p_seal.kind = 'ledger' then (
        select string_agg(format('%s %s %s %s', player_id, entry_no, entry_id, encode(entry_hash, 'hex')), E'\n'
          order by player_id)
        from public.ledger_seal_head
        where casino_id = p_seal.casino_id and seal_id = p_seal.id)
      else (
        select string_agg(format('%s %s %s %s', block_no, last_id, row_count, encode(hash, 'hex')), E'\n'
          order by block_no)
        from public.seal_block
        where casino_id = p_seal.casino_id and kind = p_seal.kind and gaming_day = p_seal.gaming_day)
    end) || E'\n';
end;
$$;
comment on function app.seal_text(public.seal) is
  'What a seal says, as lines of text with a line feed after each: the heading, then of the ledger `<player> <number> '
  '<entry> <hash>` of each head by player, of another record `<number> <last id> <rows> <hash>` of each block. Its '
  'SHA-256 is the root: whoever has the text needs no program of ours to check it.';

create function app.seal_json(p_seal public.seal)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return jsonb_build_object('seal_id', p_seal.id, 'kind', p_seal.kind, 'gaming_day',
    to_char(p_seal.gaming_day, 'YYYY-MM-DD'),
    'entry_count', p_seal.entry_count, 'total_count', p_seal.total_count, 'root', encode(p_seal.root, 'hex'),
    'previous_seal', encode(p_seal.previous_seal, 'hex'), 'sealed_at', p_seal.sealed_at);
end;
$$;
comment on function app.seal_json(public.seal) is
  'A seal as the RPC answers it, as its event tells it and as the audit trail keeps it; roots in hexadecimal.';

create function app.require_seal_kind(p_kind text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_kind <> all (enum_range(null::public.seal_kind)::text[]) then
    perform app.invalid('kind', 'oneOf', jsonb_build_object('options', 'ledger, audit, mtl'));
  end if;
end;
$$;
comment on function app.require_seal_kind(text) is
  'VALIDATION_FAILED for a kind of seal there is not; null is none, and fine.';
