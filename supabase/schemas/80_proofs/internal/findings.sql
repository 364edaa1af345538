-- Proofs: the ledger is held against itself (chains, sums), against what players hold (balance, lifetime points, tier),
-- against its witnesses (audit trail, outbox) and against its seals.

create function app.ledger_findings(p_casino_id uuid, p_player_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
-- Parallel workers hand on next to nothing, since the checks throw most of what they join away: the planner is told
-- that handing on costs little.
set parallel_tuple_cost = 0.01
as $$
declare
  v_contradictions record := app.contradictions_json(p_casino_id, p_player_id, null);
begin
  return jsonb_build_object(
    'breaks', (select coalesce(jsonb_agg(to_jsonb(b)), '[]'::jsonb) from app.ledger_breaks(p_casino_id, p_player_id) b),
    'drift', (select coalesce(jsonb_agg(to_jsonb(d)), '[]'::jsonb) from app.loyalty_drift(p_casino_id, p_player_id) d),
    'standing', (select coalesce(jsonb_agg(to_jsonb(d)), '[]'::jsonb)
      from app.standing_differences(p_casino_id, p_player_id) d),
    'missing', v_contradictions.missing,
    'unwitnessed', v_contradictions.unwitnessed,
    'seals', (
      select coalesce(jsonb_agg(to_jsonb(f) order by f.gaming_day, f.kind, f.player_id), '[]'::jsonb)
      from (
        select * from app.seal_faults(p_casino_id) where p_player_id is null
        union all
        select * from app.block_faults(p_casino_id) where p_player_id is null
        union all
        select * from app.head_faults(p_casino_id, p_player_id)
      ) f
    )
  );
end;
$$;
comment on function app.ledger_findings(uuid, uuid) is
  'All that is not as it should be in the ledger of one player or of a casino, by kind of check; empty lists are '
  'good. The seals as such are checked with the whole casino only.';
