import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAppendOnly, checkAppendOnlyTriggers, checkGuards } from '../support/security/append-only';
import { mapCallers } from '../support/security/callers';
import { checkCapabilities } from '../support/security/capabilities';
import { CHECKS } from '../support/security/checks';
import { arrangeSecurityFacts } from '../support/security/facts';
import { checkDefaultPrivileges, checkFunctionGrants, checkRoles } from '../support/security/grants';
import { startTwinTrial } from '../support/security/isolation';
import type { Check, Only, Sql } from '../support/security/probe';
import { checkOtherCasino, checkRpcAccess, checkRpcShape } from '../support/security/rpcs';
import {
  checkForeignKeys,
  checkIdempotencyIndex,
  checkKeySpace,
  checkPolicies,
  checkTableShape,
} from '../support/security/schema';
import { checkTableAccess, checkTableGrants } from '../support/security/tables';
import { inTrial, rewriteFunction, undone } from '../support/security/trial';
import { startTestStack, type TestStack } from '../support/stack';
import { APPEND_ONLY, GUARDED, GUEST_RPCS, RPCS, TABLES, WORKER_RPCS } from './expectations';

/** One way to break the product, and the check that must notice, told which table or RPC to look at when that is enough. */
type Mutant = {
  name: string;
  mutation: string | ((sql: Sql) => Promise<void>);
  caughtBy: Check;
  only?: Only;
};

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await arrangeSecurityFacts(stack);
});
afterAll(() => stack.dispose());

/** Makes each mutant in turn, undoes it, and returns the names of those that nothing noticed. */
async function listSurvivors(mutants: Mutant[]): Promise<string[]> {
  return inTrial(stack, async (sql) => {
    const survivors: string[] = [];
    for (const { name, mutation, caughtBy, only } of mutants) {
      await undone(sql, async () => {
        await (typeof mutation === 'string' ? sql.unsafe(mutation) : mutation(sql));
        if ((await caughtBy(sql, only)).length === 0) survivors.push(name);
      });
    }
    return survivors;
  });
}

const replaced = (signature: string, from: string | RegExp, to: string) => (sql: Sql) =>
  rewriteFunction(sql, signature, from, to);

/** An RPC that asks for what everybody has, or for nothing: of those that change something the capability stands in `app.begin_call`. */
const withoutCapability = (name: string) =>
  RPCS[name]?.writes
    ? replaced(
        name,
        /(app\.begin_call\('\w+', )'[a-z.]+'/,
        RPCS[name]?.capability === 'floor.read' ? '$1null' : "$1'floor.read'",
      )
    : replaced(name, /perform app\.require_capability\([^;]*;/, '');

const tables = Object.keys(TABLES);
const rpcs = Object.entries(RPCS);
const guarded = rpcs.filter(([, { capability }]) => capability !== null).map(([name]) => name);

it('the product itself is reported by no check', async () => {
  for (const check of CHECKS) expect(await inTrial(stack, (sql) => check(sql))).toEqual([]);
});

describe('mutants of every table are caught', () => {
  const families: Record<string, (table: string) => Omit<Mutant, 'name'>> = {
    'row level security off': (table) => ({
      mutation: `alter table public.${table} disable row level security`,
      caughtBy: checkTableAccess,
      only: table,
    }),
    'a policy that lets everyone see everything': (table) => ({
      mutation: `create policy "Everyone reads" on public.${table} for select to authenticated using (true)`,
      caughtBy: checkTableAccess,
      only: table,
    }),
    'its policies gone': (table) => ({
      mutation: async (sql) => {
        const policies =
          await sql`select policyname from pg_policies where schemaname = 'public' and tablename = ${table}`;
        for (const { policyname } of policies) await sql.unsafe(`drop policy "${policyname}" on public.${table}`);
      },
      caughtBy: checkTableAccess,
      only: table,
    }),
    'a policy that is narrower than the casino opened to the casino': (table) => ({
      mutation: `create policy "Staff read" on public.${table} for select to authenticated
        using (${table === 'casino' ? 'id' : 'casino_id'} = (select app.current_casino_id()))`,
      caughtBy: checkPolicies,
    }),
    'insert granted': (table) => ({
      mutation: `grant insert on public.${table} to authenticated`,
      caughtBy: checkTableGrants,
    }),
    'one column’s update granted': (table) => ({
      mutation: `grant update (${table === 'casino' ? 'id' : 'casino_id'}) on public.${table} to authenticated`,
      caughtBy: checkTableGrants,
    }),
    'update granted, with a policy': (table) => ({
      mutation: `grant update on public.${table} to authenticated;
        create policy "Everyone writes" on public.${table} for update to authenticated using (true)`,
      caughtBy: checkTableAccess,
      only: table,
    }),
    'truncate granted to service_role': (table) => ({
      mutation: `grant truncate on public.${table} to service_role`,
      caughtBy: checkTableGrants,
    }),
    'all granted to service_role': (table) => ({
      mutation: `grant all on public.${table} to service_role`,
      caughtBy: checkTableAccess,
      only: table,
    }),
    'select granted to anon': (table) => ({
      mutation: `grant select on public.${table} to anon`,
      caughtBy: checkTableAccess,
      only: table,
    }),
    'select granted to everybody': (table) => ({
      mutation: `grant select on public.${table} to public`,
      caughtBy: checkTableGrants,
    }),
  };

  it.each(Object.entries(families))('%s', async (_, family) => {
    expect(await listSurvivors(tables.map((table) => ({ name: table, ...family(table) })))).toEqual([]);
  });
});

describe('mutants of every RPC are caught', () => {
  const family = (names: string[], mutant: (name: string) => Omit<Mutant, 'name'>) =>
    listSurvivors(names.map((name) => ({ name, ...mutant(name) })));
  const allNames = rpcs.map(([name]) => name);
  const writing = rpcs.filter(([, { writes }]) => writes).map(([name]) => name);

  it('without its capability check', async () => {
    const survivors = await family(guarded, (name) => ({
      mutation: withoutCapability(name),
      caughtBy: checkRpcAccess,
      only: name,
    }));
    // Every role has floor.read, and app.lock_staff asks anew once it has waited: whether it is asked for first shows in the source only.
    const isAskedAnew = (name: string) =>
      /_(update|deactivate|reactivate)_staff$|_staff_link$|_password_link$|_sign_out_staff$|_reset_second_factor$/.test(
        name,
      );
    expect(survivors).toEqual(guarded.filter((name) => RPCS[name]?.capability === 'floor.read' || isAskedAnew(name)));
    const unread = await family(survivors, (name) => ({
      mutation: withoutCapability(name),
      caughtBy: checkRpcShape,
    }));
    expect(unread).toEqual([]);
  });

  it('with its capability check after its first effect', async () => {
    const survivors = await family(guarded, (name) => ({
      mutation: RPCS[name]?.writes
        ? replaced(name, /\ndeclare\n/, '\ndeclare\n  v_effect bigint := (select count(*) from public.casino);\n')
        : replaced(name, /(\nbegin\s+)(perform app\.require_capability\([^;]*;)/, '$1perform 1;\n  $2'),
      caughtBy: checkRpcShape,
    }));
    expect(survivors).toEqual([]);
  });

  it('granted to anon', async () => {
    const survivors = await family(allNames, (name) => ({
      mutation: `grant execute on function public.${name} to anon`,
      caughtBy: checkRpcAccess,
      only: name,
    }));
    expect(survivors).toEqual([]);
  });

  it('granted to everybody', async () => {
    const survivors = await family(allNames, (name) => ({
      mutation: `grant execute on function public.${name} to public`,
      caughtBy: checkFunctionGrants,
    }));
    expect(survivors).toEqual([]);
  });

  it('with a search path of the caller’s', async () => {
    const survivors = await family(allNames, (name) => ({
      mutation: `alter function public.${name} reset search_path`,
      caughtBy: checkRpcShape,
    }));
    expect(survivors).toEqual([]);
  });

  it('with the rights of the caller', async () => {
    const survivors = await family(allNames, (name) => ({
      mutation: `alter function public.${name} security invoker`,
      caughtBy: checkRpcShape,
    }));
    expect(survivors).toEqual([]);
  });

  it('that writes without leaving an audit row', async () => {
    const survivors = await family(writing, (name) => ({
      mutation: async (sql) => {
        await rewriteFunction(sql, 'app.write_audit', /insert into public\.audit_log[^;]*;/, 'perform 1;');
        await rewriteFunction(sql, 'app.post_ledger_entry', /insert into public\.audit_log[\s\S]*?returning/, 'select');
      },
      caughtBy: checkRpcAccess,
      only: name,
    }));
    expect(survivors).toEqual([]);
  });

  it('that forgets the intent it carried out', async () => {
    const survivors = await family(writing, (name) => ({
      mutation: async (sql) => {
        await rewriteFunction(sql, 'app.begin_call', 'a.id is not null', 'false');
        await sql.unsafe('drop index public.audit_log_idempotency_key');
        for (const writer of ['app.write_audit', 'app.post_ledger_entry'])
          await rewriteFunction(sql, writer, /on conflict [^;]*? do nothing/, '');
      },
      caughtBy: checkRpcAccess,
      only: name,
    }));
    // What can't be done twice refuses the second time, which is noticed as well; a slip's accrual is known by the slip.
    expect(survivors).toEqual(['rpc_accrue_on_close']);
  });
});

describe('mutants of every RPC of the worker are caught', () => {
  const families: Record<string, (name: string) => Omit<Mutant, 'name'>> = {
    'granted to anon': (name) => ({
      mutation: `grant execute on function public.${name} to anon`,
      caughtBy: checkRpcAccess,
      only: name,
    }),
    'granted to signed-in people': (name) => ({
      mutation: `grant execute on function public.${name} to authenticated`,
      caughtBy: checkRpcAccess,
      only: name,
    }),
    'granted to everybody': (name) => ({
      mutation: `grant execute on function public.${name} to public`,
      caughtBy: checkFunctionGrants,
    }),
    'taken from the service': (name) => ({
      mutation: `revoke execute on function public.${name} from service_role`,
      caughtBy: checkRpcAccess,
      only: name,
    }),
    'with a search path of the caller’s': (name) => ({
      mutation: `alter function public.${name} reset search_path`,
      caughtBy: checkRpcShape,
    }),
    'with the rights of the caller': (name) => ({
      mutation: `alter function public.${name} security invoker`,
      caughtBy: checkRpcShape,
    }),
  };

  it.each(Object.entries(families))('%s', async (_, family) => {
    const mutants = Object.keys(WORKER_RPCS).map((name) => ({ name, ...family(name) }));
    expect(await listSurvivors(mutants)).toEqual([]);
  });
});

describe('mutants of every RPC of a token are caught', () => {
  const families: Record<string, (name: string) => Omit<Mutant, 'name'>> = {
    'taken from who is nobody': (name) => ({
      mutation: `revoke execute on function public.${name} from anon`,
      caughtBy: checkRpcAccess,
      only: name,
    }),
    'granted to the service': (name) => ({
      mutation: `grant execute on function public.${name} to service_role`,
      caughtBy: checkRpcAccess,
      only: name,
    }),
    'granted to everybody': (name) => ({
      mutation: `grant execute on function public.${name} to public`,
      caughtBy: checkFunctionGrants,
    }),
    'that never asks whether the token opens anything': (name) => ({
      // What else a token may be of says so as it is looked up.
      mutation: replaced(
        name,
        /perform app\.require_open_link\(v_link\);|:= app\.(?:read_(?!staff)|require_open_)\w+\(p_token\)/,
        '',
      ),
      caughtBy: checkRpcShape,
    }),
    'with a search path of the caller’s': (name) => ({
      mutation: `alter function public.${name} reset search_path`,
      caughtBy: checkRpcShape,
    }),
    'with the rights of the caller': (name) => ({
      mutation: `alter function public.${name} security invoker`,
      caughtBy: checkRpcShape,
    }),
  };

  it.each(Object.entries(families))('%s', async (_, family) => {
    const mutants = Object.keys(GUEST_RPCS).map((name) => ({ name, ...family(name) }));
    expect(await listSurvivors(mutants)).toEqual([]);
  });
});

describe('mutants that look into another casino are caught', () => {
  /** Functions that look a row up by an id from outside, within the caller's casino, and the RPC that shows it. */
  const lookUps = [
    ['app.require_others_limits', 'rpc_set_authority_limit'],
    ['app.require_player', 'rpc_get_authority_left'],
    ['app.require_player', 'rpc_list_relations'],
    ['app.require_player', 'rpc_get_recognition'],
    ['app.require_player', 'rpc_declare_relation'],
    ['public.rpc_declare_relation', 'rpc_declare_relation'],
    ['public.rpc_end_relation', 'rpc_end_relation'],
    ['app.lock_pending_approval', 'rpc_decide_approval'],
    ['app.lock_pending_approval', 'rpc_withdraw_approval'],
    ['app.lock_pending_approval', 'rpc_decide_reward_request'],
    ['app.lock_pending_approval', 'rpc_withdraw_reward_request'],
    ['app.own_reward_request', 'rpc_list_approvers'],
    ['app.own_reward_request', 'rpc_try_approver_pin'],
    ['app.own_reward_request', 'rpc_approve_by_pin'],
    ['app.lock_slip', 'rpc_request_reward'],
    ['app.reward_for_request', 'rpc_request_comp'],
    ['app.reward_visit', 'rpc_request_comp'],
    ['app.require_issuable_program', 'rpc_request_coupon'],
    ['app.require_coupon_owner', 'rpc_request_coupon'],
    ['public.rpc_list_approvals', 'rpc_list_approvals'],
    ['public.rpc_list_staff', 'rpc_list_staff'],
    ['app.staff_json', 'rpc_get_staff'],
    ['app.lock_staff', 'rpc_update_staff'],
    ['app.lock_staff', 'rpc_deactivate_staff'],
    ['app.lock_staff', 'rpc_reactivate_staff'],
    ['app.lock_staff', 'rpc_make_staff_link'],
    ['app.lock_staff', 'rpc_sign_out_staff'],
    ['app.lock_staff', 'rpc_withdraw_staff_link'],
    ['app.lock_staff', 'rpc_make_password_link'],
    ['app.lock_staff', 'rpc_reset_second_factor'],
    ['app.lock_pit', 'rpc_update_pit'],
    ['app.require_in_house', 'rpc_create_table'],
    ['app.lock_table', 'rpc_update_table'],
    ['app.lock_table', 'rpc_set_table_limits'],
    ['app.lock_table', 'rpc_set_table_status'],
    ['public.rpc_set_game_rate', 'rpc_set_game_rate'],
    ['public.rpc_start_visit', 'rpc_start_visit'],
    ['public.rpc_end_visit', 'rpc_end_visit'],
    ['public.rpc_preview_slip_close', 'rpc_preview_slip_close'],
    ['public.rpc_list_held_slips', 'rpc_list_held_slips'],
    ['app.player_to_seat', 'rpc_open_rating_slip'],
    ['public.rpc_get_seating', 'rpc_get_seating'],
    ['app.lock_player', 'rpc_correct_player'],
    ['app.require_player', 'rpc_get_player_profile'],
    ['app.lock_player_profile', 'rpc_save_player_profile'],
    ['app.require_host', 'rpc_save_player_profile'],
    ['app.require_player', 'rpc_set_player_photo'],
    ['app.require_player', 'rpc_remove_player_photo'],
    ['app.require_player', 'rpc_list_player_notes'],
    ['app.require_player', 'rpc_add_player_note'],
    ['public.rpc_strike_player_note', 'rpc_strike_player_note'],
    ['app.require_free_seat', 'rpc_open_rating_slip'],
    ['app.require_free_seat', 'rpc_move_rating_slip'],
    ['app.lock_slip', 'rpc_pause_rating_slip'],
    ['app.lock_slip', 'rpc_resume_rating_slip'],
    ['app.lock_slip', 'rpc_update_average_bet'],
    ['app.lock_slip', 'rpc_move_rating_slip'],
    ['app.lock_slip', 'rpc_close_rating_slip'],
    ['public.rpc_get_rating_slip', 'rpc_get_rating_slip'],
    ['public.rpc_issue_mid_session_reward', 'rpc_issue_mid_session_reward'],
    ['public.rpc_list_slip_rewards', 'rpc_list_slip_rewards'],
    ['public.rpc_list_ledger_entries', 'rpc_list_ledger_entries'],
    ['public.rpc_post_correction', 'rpc_post_correction'],
    ['public.rpc_reverse_entry', 'rpc_reverse_entry'],
    ['public.rpc_take_back_reward', 'rpc_take_back_reward'],
    ['app.lock_slip', 'rpc_reopen_rating_slip'],
    ['app.lock_slip', 'rpc_accrue_on_close'],
    ['app.lock_slip', 'rpc_settle_rating_slip'],
    ['public.rpc_set_player_tier', 'rpc_set_player_tier'],
    ['public.rpc_verify_loyalty_ledger', 'rpc_verify_loyalty_ledger'],
    ['public.rpc_exclude_player', 'rpc_exclude_player'],
    ['public.rpc_lift_player_exclusion', 'rpc_lift_player_exclusion'],
    ['app.require_player_filter', 'rpc_list_exclusions'],
    ['app.require_player_filter', 'rpc_list_exclusion_hits'],
    ['public.rpc_review_exclusion_hit', 'rpc_review_exclusion_hit'],
    ['app.lock_exclusion_list', 'rpc_read_exclusion_list'],
    ['public.rpc_list_exclusion_lists', 'rpc_list_exclusion_lists'],
    ['public.rpc_list_exclusion_proposals', 'rpc_list_exclusion_proposals'],
    ['app.lock_exclusion_proposal', 'rpc_confirm_exclusion_proposal'],
    ['app.lock_exclusion_proposal', 'rpc_dismiss_exclusion_proposal'],
    ['public.rpc_get_player', 'rpc_get_player'],
    ['public.rpc_search_players', 'rpc_search_players'],
    ['public.rpc_list_player_visits', 'rpc_list_player_visits'],
    ['public.rpc_list_player_values', 'rpc_list_player_values'],
    ['public.rpc_player_balance_history', 'rpc_player_balance_history'],
    ['public.rpc_record_table_count', 'rpc_record_table_count'],
    ['app.require_shift', 'rpc_record_table_count'],
    ['app.shifts_of_day', 'rpc_shift_dashboard'],
    ['app.shifts_of_day', 'rpc_gaming_day_report'],
    ['app.lock_program', 'rpc_update_promo_program'],
    ['public.rpc_get_promo_program', 'rpc_get_promo_program'],
    ['app.require_issuable_program', 'rpc_issue_promo_coupon'],
    ['app.require_coupon_owner', 'rpc_issue_promo_coupon'],
    ['app.lock_outstanding_coupon', 'rpc_void_promo_coupon'],
    ['app.lock_outstanding_coupon', 'rpc_replace_promo_coupon'],
    ['public.rpc_get_promo_coupon', 'rpc_get_promo_coupon'],
    ['app.require_coupon_filters', 'rpc_list_promo_coupons'],
    ['app.shifts_of_day', 'rpc_promo_exposure_rollup'],
    ['app.lock_reward', 'rpc_upsert_reward'],
    ['public.rpc_get_reward', 'rpc_get_reward'],
    ['public.rpc_list_reward_offers', 'rpc_list_reward_offers'],
    ['public.rpc_preview_reward', 'rpc_preview_reward'],
    ['app.reward_for_request', 'rpc_issue_reward'],
    ['app.reward_visit', 'rpc_issue_reward'],
    ['app.reward_for_request', 'rpc_redeem_points'],
    ['app.lock_webhook_endpoint', 'rpc_update_webhook_endpoint'],
    ['app.lock_webhook_endpoint', 'rpc_rotate_webhook_secret'],
    ['public.rpc_list_webhook_deliveries', 'rpc_list_webhook_deliveries'],
    ['public.rpc_list_audit', 'rpc_list_audit'],
    ['public.rpc_redeliver_webhook_delivery', 'rpc_redeliver_webhook_delivery'],
    ['app.get_import', 'rpc_stage_player_import'],
    ['app.get_import', 'rpc_map_player_import'],
    ['app.get_import', 'rpc_check_player_import'],
    ['app.get_import', 'rpc_enrol_import_players'],
    ['app.get_import', 'rpc_discard_player_import'],
    ['public.rpc_list_player_imports', 'rpc_list_player_imports'],
    ['app.get_import', 'rpc_get_player_import'],
    ['app.get_import', 'rpc_list_player_import_rows'],
    ['public.rpc_list_reconciliations', 'rpc_list_reconciliations'],
    ['public.rpc_get_reconciliation_row', 'rpc_get_reconciliation_row'],
    ['app.require_rows', 'rpc_confirm_import_identity'],
    ['app.require_rows', 'rpc_apply_reconciliation'],
    ['public.rpc_revert_reconciliation', 'rpc_revert_reconciliation'],
    ['app.lock_run', 'rpc_revert_reconciliation_run'],
    ['app.lock_run', 'rpc_continue_reconciliation_run'],
    ['app.lock_run', 'rpc_stop_reconciliation_run'],
    ['public.rpc_list_reconciliation_runs', 'rpc_list_reconciliation_runs'],
    ['public.rpc_get_reconciliation_run', 'rpc_get_reconciliation_run'],
    ['public.rpc_list_run_results', 'rpc_list_run_results'],
    ['app.get_import', 'rpc_list_import_report'],
    ['app.mtl_entry_cursor', 'rpc_list_mtl_entries'],
    ['app.require_known_patron', 'rpc_record_mtl_entry'],
    ['app.require_known_patron', 'rpc_preview_mtl_entry'],
    ['public.rpc_void_mtl_entry', 'rpc_void_mtl_entry'],
    ['public.rpc_identify_unknown_patron', 'rpc_identify_unknown_patron'],
    ['app.is_pack_row', 'rpc_list_pack_rows'],
    ['app.is_mtl_row', 'rpc_list_pack_cash_log'],
    ['public.rpc_list_pack_ledger', 'rpc_list_pack_ledger'],
    ['public.rpc_list_ctr_cases', 'rpc_list_ctr_cases'],
    ['public.rpc_get_ctr_case', 'rpc_get_ctr_case'],
    ['app.lock_ctr_case', 'rpc_update_ctr_case'],
    ['app.lock_ctr_case', 'rpc_file_ctr_case'],
    ['app.take_ctr_filings', 'rpc_export_ctr_cases'],
    ['public.rpc_list_ctr_batches', 'rpc_list_ctr_batches'],
    ['public.rpc_get_ctr_batch', 'rpc_get_ctr_batch'],
    ['app.awaiting_ctr_batch', 'rpc_acknowledge_ctr_batch'],
  ] as const;

  it.each(lookUps)('%s without its casino, at %s', async (signature, only) => {
    const mutation = replaced(
      signature,
      /(s\.)?casino_id = ([vp]_(ctx\.)?|\(p_call\.ctx\)\.)casino_id\s+and (?=(?:s\.)?id = p_|id = any \((?:v_row|p_case)_ids\)|id = coalesce\(p_batch_id|s\.gaming_day = p_)/g,
      '',
    );
    expect(await listSurvivors([{ name: signature, mutation, caughtBy: checkRpcAccess, only }])).toEqual([]);
  });

  it('covers every RPC that takes an id', async () => {
    const rows = await stack.sql<{ name: string }[]>`
      select distinct p.proname as name
      from pg_proc p cross join lateral unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) a (arg, type)
      where p.pronamespace = 'public'::regnamespace and a.type in ('uuid'::regtype, 'uuid[]'::regtype) and a.arg <> 'p_correlation_id'`;
    // The worker belongs to no casino, and a casino is looked up by whose account asks, which has its own mutant.
    // What is done under a correlation id is looked up in the casino twice, so that neither comparison shows by itself.
    const covered = new Set<string>([
      ...lookUps.map(([, rpc]) => rpc),
      ...Object.keys(WORKER_RPCS),
      'rpc_get_audit_trace',
      'rpc_choose_casino',
    ]);
    expect(rows.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
  });
});

/**
 * What shows only from six in London to six in New York, while the two casinos have different gaming days: another one's today is
 * tomorrow here. __tests__/house/day-rule and __tests__/house/shift-pattern have two that differ at any hour.
 */
const BY_THE_HOUR = new Set([
  'first_settable_day_rule: s.casino_id = p_ctx.casino_id and s.gaming_day = p_ctx.gaming_day + 1)::integer;',
  'plan_shifts: casino_id = p_casino_id and gaming_day = p_gaming_day) then',
]);

/** Comparisons of casinos that may be left out, each with the reason why nobody can tell. */
const EQUIVALENT = [
  // The twin's coupons are of days before; __tests__/authority/authority looks at one of another casino's day.
  'value_given_by: c.casino_id = p_ctx.casino_id and c.issued_by_staff_id = p_ctx.staff_id and c.issued_at >= p_from',
  'value_given_to: c.casino_id = p_ctx.casino_id and c.player_id = p_player_id and c.issued_at >= p_from',
  // By ids of players, which their maker never gives two casinos; and a later beginning would leave a sum too small, which shows.
  "value_given_to: e.casino_id = p_ctx.casino_id and e.player_id = p_player_id and e.created_at < p_from - interval '1 hour'",
  // A casino that emptied its last limit, or ended its last relation; __tests__/authority has each beside another casino.
  'note_limits: l.casino_id = p_casino_id and app.limits_anything(l))',
  'note_limits: r.casino_id = p_casino_id and r.ended_at is null)',
  // Only where one casino stops who has no valid licence, another's admin is left, or another has the number or the person;
  // __tests__/staff and __tests__/permissions have each of them.
  'current_casino_id: cs.casino_id = s.casino_id',
  'current_staff_id: cs.casino_id = s.casino_id',
  "require_an_admin: casino_id = p_casino_id and role = 'admin' and is_active and user_id is not null) then",
  'require_employee_number_free: casino_id = p_ctx.casino_id and lower(employee_number) = lower(p_number) and staff_id <> p_staff_id;',
  "require_role_change: casino_id = p_ctx.casino_id and id = (p_change ->> 'staff_id')::uuid and is_active",
  // Only for an account of the address that is invited, or under an address that two casinos have; __tests__/staff/invitations has both.
  'rpc_guest_accept_invitation: casino_id = v_link.casino_id and id = v_link.staff_id for no key update;',
  'rpc_guest_accept_invitation: casino_id = v_link.casino_id and id = v_staff.id',
  'rpc_guest_accept_invitation: casino_id = v_link.casino_id and user_id = auth.uid()) then',
  // Only where one casino demands a second factor and another does not; __tests__/staff/second-factor has them.
  'context_on_entering: cs.casino_id = p_staff.casino_id and app.is_let_in(p_staff, cs) and app.is_signed_in(p_staff)',
  'demand_second_factor: casino_id = p_ctx.casino_id;',
  'is_full_sign_in: casino_id = p_staff.casino_id and p_staff.role = any (second_factor_roles));',
  'refuse_stranger: cs.casino_id = v_staff.casino_id and app.is_let_in(v_staff, cs) and not app.has_given_factor(v_staff, cs)',
  // Only of who works at several casinos; __tests__/staff/casinos has somebody.
  'end_own_sessions: casino_id = v_row.casino_id and id = v_row.id;',
  'end_own_sessions: s.casino_id = p_ctx.casino_id and s.id = p_ctx.staff_id',
  'end_sessions: c.casino_id = p_ctx.casino_id and c.staff_id = p_staff_id));',
  'has_chosen: casino_id = p_staff.casino_id and staff_id = p_staff.id',
  'is_at_work: c.casino_id = p_staff.casino_id and c.staff_id = p_staff.id)));',
  "rpc_invite_staff: casino_id = v_ctx.casino_id and lower(email) = lower(v_person ->> 'email'))));",
  // Only for a link that has made a casino, and whose founders have ids of their own; __tests__/house/founding has several of them.
  'founders_anew: l.casino_id = p_casino_id and l.staff_id = v_staff.id',
  'founders_anew: l.casino_id = s.casino_id and l.staff_id = s.id and l.made_by_staff_id is null)',
  'founders_anew: s.casino_id = p_casino_id and exists (',
  'founders_anew: s.casino_id = p_casino_id order by s.id for no key update;',
  // Only where another casino has somebody who could give the role back, or shares its players; __tests__/staff/password-links and
  // __tests__/floor/recognition have each of them.
  'require_second_person: s.casino_id = p_casino_id and s.is_active and s.user_id is not null',
  'rpc_get_me: r.casino_id = v_ctx.casino_id)',
  // By ids of people, whom a link or a change names, which were asked for in the casino before, and which their maker never gives two.
  'lock_access: casino_id = p_ctx.casino_id and id = p_staff_id;',
  'ask_role_back: s.casino_id = p_staff.casino_id and s.id = p_by_staff_id;',
  "password_link_json: l.casino_id = p_staff.casino_id and l.staff_id = p_staff.id and l.purpose = 'password'",
  'require_maker: s.casino_id = p_link.casino_id and s.id = p_link.made_by_staff_id and s.is_active and p.is_granted',
  "require_no_link_of: l.casino_id = p_ctx.casino_id and l.purpose in ('password', 'factor') and l.ended_as = 'used'",
  'set_password: p.casino_id = s.casino_id and p.staff_id = s.id;',
  'set_password: p.casino_id = s.casino_id and p.staff_id = s.id;',
  "take_rights: casino_id = p_ctx.casino_id and id = p_staff.id and role <> 'dealer';",
  // By ids of people, who were asked for in the casino before, and whose ids their maker never gives two casinos.
  'has_pin: casino_id = p_staff.casino_id and staff_id = p_staff.id);',
  'lock_pin: s.casino_id = p_casino_id and s.id = p_staff_id and a.created_at > v_pin.ended_at',
  'lock_pin: casino_id = p_casino_id and staff_id = p_staff_id',
  'require_parked_session: s.casino_id = p.casino_id and s.id = p.staff_id',
  'require_parked_session: cs.casino_id = p.casino_id',
  'try_pin: casino_id = p_ctx.casino_id and staff_id = p_staff_id and lapses_at <= now();',
  'rpc_guest_unlock_session: s.casino_id = v_parked.casino_id and s.id = v_parked.staff_id;',
  'rpc_list_staff: sp.casino_id = s.casino_id and sp.staff_id = s.id and sp.pit_id = p_pit_id))',
  'rpc_stamp_last_seen: casino_id = v_ctx.casino_id and staff_id = v_ctx.staff_id',
  // The twin deals the same games at tables with labels that none takes; __tests__/house/house-api has another casino's of each.
  'require_in_house: casino_id = p_ctx.casino_id and game_type = p_table.game_type',
  'require_in_house: casino_id = p_ctx.casino_id and label = p_table.label and id is distinct from p_table.id',
  // Only where another casino never changed its gaming days, changes them too, or counted in tomorrow's shifts;
  // __tests__/house/day-rule has each of them.
  'day_rules: s.casino_id = p_casino_id and s.day_rule_from is null',
  'first_settable_day_rule: c.casino_id = s.casino_id and c.shift_id = s.id',
  'keep_day_rules: casino_id = p_casino_id;',
  'require_day_change: casino_id = p_ctx.casino_id and from_gaming_day > p_ctx.gaming_day;',
  'rpc_set_day_rule: casino_id = v_ctx.casino_id and from_gaming_day = p_from_gaming_day;',
  'rpc_set_day_rule: s.casino_id = v_ctx.casino_id and s.day_rule_from is null;',
  // Only where two casinos differ in their days or patterns to come; __tests__/house/shift-pattern has two that do.
  'rpc_set_shift_pattern: casino_id = v_ctx.casino_id and from_gaming_day = p_from_gaming_day;',
  'shift_pattern_day: casino_id = p_casino_id and from_gaming_day <= p_gaming_day',
  'unplan_shifts: c.casino_id = counted.casino_id and c.shift_id = counted.id',
  'unplan_shifts: counted.casino_id = s.casino_id and counted.gaming_day = s.gaming_day);',
  'unplan_shifts: s.casino_id = p_casino_id and s.gaming_day >= p_from_gaming_day and not exists (',
  // No role of the API founds a casino; __tests__/house/found-casino looks at who set the value.
  "found_earning: s.casino_id = p_ctx.casino_id and s.role = 'admin' order by s.id limit 1;",
  // An earlier first day closes more empty days, and no coupon less.
  'close_promo_days: casino_id = p_casino_id and replaces_coupon_id is null)),',
  // Only of a casino that has set no value yet; __tests__/loyalty/point-value has one.
  'first_settable_gaming_day: v.casino_id = p_ctx.casino_id)::integer;',
  // What was ever taken back is looked at again, in the casino: one too many that is looked at changes nothing.
  'points_by_hand: r.casino_id = e.casino_id and r.reversed_entry_id = e.id)',
  // Only for who may know of exclusions; __tests__/reports/gaming-day-report looks at another casino's.
  "exclusion_hits_json: a.casino_id = p_casino_id and a.domain = 'exclusion' and app.is_exclusion_hit(a.action)",
  // By ids of hits, tables and players, which their maker never gives two casinos.
  'exclusion_hits_json: r.casino_id = a.casino_id and r.hit_id = a.id',
  'alert_thing: p.casino_id = p_casino_id and p.id = v_id));',
  'alert_thing: t.casino_id = p_casino_id and t.id = v_id),',
  // An earlier start finds no coupon more: what is counted from then on is the casino's own.
  'rpc_promo_coupon_inventory: casino_id = v_ctx.casino_id and replaces_coupon_id is null))',
  // A kind of thing and of action too many finds no row of the casino.
  'audit_actions: a.casino_id = p_casino_id',
  'audit_actions: a.casino_id = p_casino_id and (a.entity_type, a.action) > (known.entity_type, known.action)',
  // Cases and persons by ids that were asked for in the casino before, and which their maker never gives two casinos.
  'ctr_person_json: p.casino_id = p_case.casino_id and p.id = p_person_id);',
  'take_ctr_filings: c.casino_id = p_ctx.casino_id',
  // The balance row of a player that the statement found in the casino.
  'require_coupon_owner: l.casino_id = p.casino_id and l.player_id = p.id',
  // Locks and nothing else, of rows that the call has locked already or by ids that their maker never gives two casinos.
  'hold_seat: casino_id = p_ctx.casino_id and player_id = p_player_id for no key update;',
  'lock_reconciled_rows: casino_id = p_ctx.casino_id and id = any (p_row_ids)',
  'lock_reconciled_rows: casino_id = p_ctx.casino_id and id = any (p_row_ids)));',
  "lock_reconciled_rows: kept.casino_id = p_ctx.casino_id and kept.status = 'kept' and kept.player_id in (",
  'reopen_after_lowering: casino_id = p_ctx.casino_id and player_id = p_before.player_id',
  'lock_rows_and_imports: casino_id = p_ctx.casino_id and id = any (p_row_ids)',
  'do_run_batch: casino_id = p_ctx.casino_id and id = any (p_ids)),',
  'refresh_player_doubts: casino_id = new.casino_id and player_id = new.id',
  // The account of points of a player that the statement found at another casino of the company.
  'rpc_get_recognition: l.casino_id = p.casino_id and l.player_id = p.id',
  // Rows and players whose ids were asked for in the casino before, and which their maker never gives two casinos.
  'rpc_confirm_import_identity: casino_id = v_ctx.casino_id and id = any (v_row_ids);',
  "rpc_confirm_import_identity: r.casino_id = v_ctx.casino_id and r.id = any (v_row_ids) and r.status in ('pending', 'reverted')",
  'reopen_kept_rows: casino_id = p_ctx.casino_id and player_id = p_player_id;',
  'reopen_kept_rows: standing.casino_id = r.casino_id and standing.player_id = r.player_id',
  "reopen_kept_rows: r.casino_id = p_ctx.casino_id and r.player_id = p_player_id and r.status = 'kept'",
  // Of a player with more than a thousand rows: locks, and imports that are compared anew without need.
  "refresh_tier_comparison: casino_id = new.casino_id and status in ('staging', 'checking', 'ready')",
  "refresh_tier_comparison: casino_id = new.casino_id and status in ('staging', 'checking', 'ready') and refreshed_through is distinct",
  // Rows of an import whose id their maker never gives two casinos; whom they may name is asked in the casino.
  'enrol_named_players: casino_id = p_casino_id and id = any (p_row_ids) and doubts <@ confirmed_doubts',
  "match_enrolled_rows: own.casino_id = p_casino_id and own.import_id = p_import_id and own.status = 'pending'",
  "note_duplicates: casino_id = p_import.casino_id and import_id = p_import.id and status not in ('staged', 'error')",
  'note_duplicates: own.casino_id = p_import.casino_id and own.id = any (v_ids)',
  'note_duplicates: r.casino_id = p_import.casino_id and r.id = judged.id and judged.is_doubtful',
  'rpc_stage_player_import: casino_id = v_ctx.casino_id and import_id = v_import.id and row_number > v_import.staged_through));',
  "tend_import: casino_id = p_import.casino_id and id = p_import.id and status = 'checking'",
  // The second look, after losing a race for a file that the casino is known to have by then.
  "rpc_begin_player_import: casino_id = v_ctx.casino_id and sha256 = decode(p_sha256, 'hex') and status = 'staging'",
  // The player is known to be the casino's own by then; another one's visit or note under the same ids does not exist.
  'rpc_list_player_visits: casino_id = v_ctx.casino_id and player_id = p_player_id',
  'rpc_list_player_notes: casino_id = v_ctx.casino_id and id = p_before_note_id and player_id = p_player_id',
  // Whether more than 500 are in the house, which no casino of the demo has.
  'rpc_preview_reward: casino_id = v_ctx.casino_id and ended_at is null offset v_limit));',
  // How many seconds to wait, when the count, which is caught, has found the limit reached.
  'require_reward_rate: casino_id = p_ctx.casino_id and staff_id = p_ctx.staff_id',
  // The table is known to be the casino's own by then; another one's slip under the same table id does not exist.
  "require_free_seat: casino_id = p_ctx.casino_id and table_id = p_table_id and seat = p_seat and status <> 'closed'",
  'list_table_idle_alerts: s.casino_id = p_casino_id and s.table_id = t.id',
  // The second look, after losing a race for a player who is known to be the casino's own by then.
  'visit_for_slip: casino_id = p_ctx.casino_id and player_id = p_player_id and ended_at is null',
  // Players by ids that their maker never gives two casinos; whose names are compared is asked in the casino.
  'are_many_players: p.casino_id = lot.casino_id and p.id = lot.id',
  'draw_players: p.casino_id = lot.casino_id and p.id = lot.id',
  "player_filter_condition: v.casino_id = $1 and v.player_id = p.id '",
  // Of more players than any casino of the trial has, which __tests__/floor/player-search looks at: whether they are sorted or drawn, and they.
  'are_many_players: lot.casino_id = $1 and uuid_hash(lot.id) < -2126008812 and lot.search_text like all (($3).patterns)',
  "draw_players: lot.casino_id = $1 and lot.search_text like all (($3).patterns)'",
  // Whom a filter may leave over: another's visits and tiers name nobody of whom the casino is asked then.
  'few_by_filter: casino_id = p_casino_id and ended_at is null);',
  "few_by_filter: casino_id = p_casino_id and gaming_day >= (p_filter ->> 'visited_since')::date",
  "few_by_filter: casino_id = p_casino_id and tier = p_filter ->> 'tier'",
  // What the index of letters holds is each casino's own; a player found beside it is named by no row of this one's.
  "queue_condition: p.casino_id = $1'",
  // Tiers that players may have begun in: another casino's is one too many, for players whom nothing on record lifted.
  'enrolment_tiers: casino_id = p_casino_id order by rank limit 1)',
  "enrolment_tiers: a.casino_id = p_casino_id and a.entity_type = 'loyalty_tier' and a.action = 'loyalty.replace_loyalty_tiers'",
  // What is doubtful is looked at again, in the casino: one too many that is looked at changes nothing.
  'doubtful_chains: casino_id = p_casino_id and (p_player_id is null or player_id = p_player_id)',
  'doubtful_chains: e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)',
  'doubtful_chains: e.casino_id = p_casino_id and (p_player_id is null or e.player_id = p_player_id)',
  'doubtful_chains: h.casino_id = p_casino_id and h.player_id = c.player_id',
  'doubtful_chains: p.casino_id = e.casino_id and p.player_id = e.player_id',
  "doubtful_entries: casino_id = p_casino_id and entity_type = 'loyalty_ledger' and entity_id is not null and outcome = 'done'",
  'doubtful_entries: casino_id = p_casino_id',
  'doubtful_entries: casino_id = p_casino_id',
  "doubtful_entries: casino_id = p_casino_id and event_type = 'loyalty.entry_posted' and (p_since_id is null or id >= p_since_id)",
  'doubtful_entries: e.casino_id = h.casino_id and e.id = h.entry_id',
  'doubtful_entries: h.casino_id = p_casino_id and e.id is null and p_since_id is null;',
  // Only in a ledger that does not hold; __tests__/loyalty/ledger-proof moves entries to the other casino.
  'ledger_breaks: casino_id = p_casino_id and player_id = any (v_player_ids)',
  "ledger_testimonies: a.casino_id = p_casino_id and a.entity_type = 'loyalty_ledger' and a.entity_id is not null",
  'ledger_testimonies: h.casino_id = p_casino_id and (p_player_id is null or h.player_id = p_player_id)',
  // Only where the days of two casinos were not sealed alike; __tests__/seals/audit-seals has two that were not.
  'block_faults: b.casino_id = s.casino_id and b.kind = s.kind',
  'block_faults: before.casino_id = s.casino_id and before.kind = s.kind',
  // By ids of entries, seals, players and reconciliations, which their maker never gives two casinos.
  'findings_since_seal: s.casino_id = p_casino_id and s.id = v.seal_id',
  'head_faults: e.casino_id = h.casino_id and e.player_id = h.player_id',
  'head_faults: s.casino_id = h.casino_id and s.id = h.seal_id',
  'ledger_testimonies: casino_id = p_casino_id and player_id = p_player_id',
  'ledger_testimonies: h.casino_id = p_casino_id and h.player_id = p_player_id))',
  'ledger_testimonies: s.casino_id = h.casino_id and s.id = h.seal_id',
  'proved_tiers: l.casino_id = p_casino_id and (p_player_id is null or l.player_id = p_player_id);',
  'tier_change_doubts: o.casino_id = p_casino_id and (p_player_id is null or o.player_id = p_player_id)',
  "tier_claims: a.casino_id = c.casino_id and a.entity_type = 'player' and a.entity_id = c.player_id",
  "tier_claims: a.casino_id = p_casino_id and a.entity_type = 'player' and (p_player_id is null or a.entity_id = p_player_id)",
  "tier_claims: c.casino_id = a.casino_id and c.player_id = a.entity_id and c.source = 'manager'",
  'tier_claims: c.casino_id = e.casino_id and c.entry_id = e.id)',
  'tier_claims: c.casino_id = r.casino_id',
  'seal_faults: s.casino_id = p_casino_id and s.id::text = told.seal_id);',
  // By the id of the entry that the casino's own audit row names.
  'replay_entry: e.casino_id = v_ctx.casino_id and e.id = p_call.answered_entity_id;',
  // Rows of an import whose id their maker never gives two casinos.
  'gather_more: casino_id = p_import.casino_id and import_id = p_import.id and row_number > p_import.gathered_through',
  'rpc_get_player_import: r.casino_id = v_ctx.casino_id and r.import_id = v_import.id and r.row_number = counted.row_number),',
  'proved_lifetime_points: r.casino_id = p_casino_id and r.id = t.reversed_entry_id',
  // Removes secrets that are over, and those sign nothing at any casino.
  'rpc_rotate_webhook_secret: casino_id = v_ctx.casino_id and endpoint_id = p_endpoint_id',
  // By ids of entries and players, which their maker never gives two casinos; whose they are was asked before.
  'lens_cash: v.casino_id = e.casino_id and v.voids_entry_id = e.id',
  'lens_in_out_alike: v.casino_id = e.casino_id and v.voids_entry_id = e.id',
  'lens_own_past: v.casino_id = e.casino_id and v.voids_entry_id = e.id',
  'lens_staff_namesake: p.casino_id = p_casino_id and p.id = g.player_id',
  'lens_void_after_play: r.casino_id = c.casino_id and r.player_id = c.player_id and r.started_at < c.voided_at',
  // By ids of entries, cases and reports, of which the same holds.
  'ctr_case_ids: c.casino_id = p_case.casino_id and c.merged_into_case_id = part.id',
  'ctr_live_filings: b.casino_id = f.casino_id and b.filing_id = f.id) as is_out',
  'ctr_live_filings: f.casino_id = p_case.casino_id and f.case_id = any (app.ctr_case_ids(p_case)) and a.is_accepted is not false',
  'file_ctr_case: casino_id = p_case.casino_id and case_id = p_case.id and not_required_reason is not null;',
  'require_nothing_to_amend: s.casino_id = p_case.casino_id and s.case_id = p_case.id and s.not_required_reason is not null);',
  'pack_ctr_row: w.casino_id = f.casino_id and w.filing_id = f.id)',
  'whole_ctr_case: casino_id = v_case.casino_id and id = v_case.merged_into_case_id;',
  'mark_ctr_cases_of: c.casino_id = p_link.casino_id and c.gaming_day = p_gaming_day and c.merged_into_case_id is null',
  'mark_ctr_cases_of: e.casino_id = p_link.casino_id and e.counts_toward_ctr',
  'mark_ctr_cases_of: v.casino_id = e.casino_id and v.voids_entry_id = e.id));',
  // Coupons of a player and their programs, by ids which their maker never gives two casinos; whose slip it is was asked before.
  'floor_version: c.casino_id = s.casino_id and c.player_id = s.player_id and c.issued_at >= s.started_at',
  'last_reward_json: c.casino_id = p_slip.casino_id and c.player_id = p_slip.player_id and c.issued_at >= p_slip.started_at',
  'last_reward_json: g.casino_id = c.casino_id and g.id = c.promo_program_id',
  // Counts by their shift, whose id is made of its casino; and of tables of other casinos, of which nobody asks here.
  'list_carried_openings: c.casino_id = s.casino_id and c.shift_id = s.id',
  'list_carried_openings: s.casino_id = p_casino_id and s.starts_at < v_starts_at',
  // By ids of people, slips, tables, entries and players, which their maker never gives two casinos.
  "why_not_reopened: a.casino_id = p_ctx.casino_id and a.entity_type = 'rating_slip' and a.entity_id = p_slip.id",
  'why_not_reopened: s.casino_id = p_ctx.casino_id and s.player_id = p_slip.player_id',
  "why_not_taken_back: s.casino_id = p_ctx.casino_id and s.id = p_given.rating_slip_id and s.status = 'closed') then",
  'strictest_table: t.casino_id = p_slip.casino_id and (t.id = p_slip.table_id or p_is_corrected and t.label in (',
  "accrual_entry: casino_id = p_slip.casino_id and rating_slip_id = p_slip.id and reason = 'session_accrual'));",
  "last_accrual: casino_id = p_casino_id and rating_slip_id = p_rating_slip_id and reason = 'session_accrual'",
  'reversal_id: casino_id = p_entry.casino_id',
  'given_comps: r.casino_id = e.casino_id and r.reversed_entry_id = e.id',
  'list_player_values: w.casino_id = p_casino_id and w.player_id = p.player_id))',
  'record_tier_change: casino_id = p_after.casino_id and id = p_cause_id)',
  'record_tier_change: casino_id = p_after.casino_id',
  'earn_snapshot: casino_id = l.casino_id',
  "regained_tier: c.casino_id = p_loyalty.casino_id and c.player_id = p_loyalty.player_id and c.source = 'earned'",
  "regained_tier: m.casino_id = p_loyalty.casino_id and m.player_id = p_loyalty.player_id and m.source = 'manager'), 0)",
  'tier_left_since: c.casino_id = p_casino_id and c.player_id = p_player_id and c.change_no > p_change_no',
  "tier_left_since: m.casino_id = c.casino_id and m.player_id = c.player_id and m.source = 'manager'",
  // By the id of a reconciliation, of which the same holds.
  'tier_left_since: again.casino_id = r.casino_id and again.row_id = r.row_id',
  "tier_left_since: r.casino_id = c.casino_id and r.id = c.reconciliation_id and again.outcome = 'applied'",
];

/** Called by the worker's functions alone, which belong to no casino: no person's answer depends on them. */
const WORKER_HELPERS = [
  'coupon_event_order_key',
  'end_forgotten_visit',
  'end_forgotten_visits',
  'end_webhook_attempt',
  'first_mtl_time',
  'first_record_day',
  'last_block',
  'last_sign_of_play',
  'post_reports',
  'seal_ledger_days',
  'seal_rows',
  'settled_through',
  'switch_off_webhook_endpoint',
];

it('mutants that leave out one comparison of casinos, anywhere, are caught', async () => {
  const mutants = await listComparisonMutants();
  expect(mutants.length).toBeGreaterThan(50);

  // First beside a twin, whose rows they mix up with the casino's own; who is left then meets the other casino's ids.
  const unnoticed = await inTrial(stack, async (sql) => {
    const callers = await mapCallers(sql);
    const trial = await startTwinTrial(sql);
    const found: Mutant[] = [];
    for (const { of, ...mutant } of mutants) {
      const only = callers.get(of);
      await undone(sql, async () => {
        await sql.unsafe(mutant.mutation);
        if (!(await trial.hasDifference(only))) found.push({ ...mutant, only, caughtBy: checkOtherCasino });
      });
    }
    return found;
  });
  const survivors = (await listSurvivors(unnoticed)).filter((name) => !BY_THE_HOUR.has(name));
  expect(survivors.sort()).toEqual([...EQUIVALENT].sort());
  // Some five hundred mutants, one after another: a bound for a run that hangs, not for one on a busy machine.
}, 900_000);

/** Every comparison of casinos in the functions that answer people, each left out alone, and named by the line it begins. */
async function listComparisonMutants(): Promise<{ of: string; name: string; mutation: string }[]> {
  const functions = await stack.sql<{ of: string; text: string }[]>`
    select p.proname as of, pg_get_functiondef(p.oid) as text
    from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace) and not starts_with(p.proname, 'rpc_worker_')
      and p.proname <> all (${WORKER_HELPERS})
    order by 1`;
  return functions.flatMap(({ of, text }) =>
    [...text.matchAll(/\b(?:\w+\.)?casino_id = (?:(?:\w+\.)?(?:p_)?casino_id\b|\$1)/g)].map(
      ({ index, 0: comparison }) => ({
        of,
        name: `${of}: ${text.slice(index).split('\n')[0]}`,
        mutation: `${text.slice(0, index)}true${text.slice(index + comparison.length)}`,
      }),
    ),
  );
}

describe('mutants of the walls around them are caught', () => {
  const mutants: Mutant[] = [
    {
      name: 'a deactivated person reads',
      mutation: replaced('app.current_casino_id', 'app.is_admitted(s, cs)', 'true'),
      caughtBy: checkTableAccess,
    },
    {
      name: 'a deactivated person keeps their capabilities',
      mutation: async (sql) => {
        await rewriteFunction(sql, 'app.current_casino_id', 'app.is_admitted(s, cs)', 'true');
        await rewriteFunction(sql, 'app.caller', /app\.is_admitted\([^)]*\)/, 'true');
      },
      caughtBy: checkTableAccess,
      only: 'player_exclusion',
    },
    {
      name: 'a deactivated person acts',
      mutation: replaced('app.caller', /app\.is_admitted\([^)]*\)/, 'true'),
      caughtBy: checkRpcAccess,
      only: 'rpc_get_me',
    },
    {
      name: 'the casino of the session counts, not that of the person',
      mutation: replaced(
        'app.current_casino_id',
        /select s\.casino_id from[^;]*;/,
        `select coalesce(nullif(current_setting('app.casino_id', true), '')::uuid, casino_id) from public.staff where user_id = auth.uid() and is_active;`,
      ),
      caughtBy: checkTableAccess,
      only: 'player',
    },
    {
      name: 'the casino that an earlier call left in the session is trusted',
      mutation: replaced(
        'app.caller',
        's.casino_id,',
        `coalesce(nullif(current_setting('app.casino_id', true), '')::uuid, s.casino_id),`,
      ),
      caughtBy: checkRpcAccess,
      only: 'rpc_get_player',
    },
    {
      name: 'the role that an earlier call left in the session is trusted',
      mutation: replaced(
        'app.caller',
        /s\.role,/g,
        `coalesce(nullif(current_setting('app.staff_role', true), '')::public.staff_role, s.role),`,
      ),
      caughtBy: checkRpcAccess,
      only: 'rpc_exclude_player',
    },
    {
      name: 'every capability for everyone in policies',
      mutation: replaced('app.current_staff_can', /select coalesce\([^;]*;/, 'select true;'),
      caughtBy: checkTableAccess,
    },
    {
      name: 'no capability is required',
      mutation: replaced('app.permission', /COALESCE\([\s\S]*?, false\)/, 'true'),
      caughtBy: checkRpcAccess,
      only: 'rpc_exclude_player',
    },
    {
      name: 'a token without a person is let in',
      mutation: replaced('app.refuse_stranger', /if auth\.uid\(\) is null[^;]*;\s*end if;/, ''),
      caughtBy: checkRpcAccess,
      only: 'rpc_get_me',
    },
    {
      name: 'a casino is chosen where the caller does not work',
      mutation: replaced('rpc_choose_casino', 'and user_id = v_user_id', ''),
      caughtBy: checkOtherCasino,
      only: 'rpc_choose_casino',
    },
    {
      name: 'whoever works somewhere sees where others do',
      mutation: replaced('rpc_list_my_casinos', 's.user_id = v_user_id and ', ''),
      caughtBy: checkRpcShape,
    },
    {
      name: 'a dealer may issue rewards',
      mutation: replaced(
        'app.role_capabilities',
        `THEN ARRAY['floor.read'::text]`,
        `THEN ARRAY['floor.read'::text, 'reward.issue'::text]`,
      ),
      caughtBy: checkCapabilities,
    },
    {
      name: 'a loyalty manager may not reconcile',
      mutation: replaced(
        'app.role_capabilities',
        `'reconcile.apply'::text, 'reconcile.revert'::text, 'dashboard.read'::text, 'audit.read'::text`,
        `'audit.read'::text`,
      ),
      caughtBy: checkCapabilities,
    },
    {
      name: 'the audit trail shows exclusions to the loyalty manager',
      mutation: `alter policy "Auditors read the audit trail of their own casino" on public.audit_log
        using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')))`,
      caughtBy: checkTableAccess,
      only: 'audit_log',
    },
    {
      name: 'what one person keeps is shown to whoever may keep some',
      mutation: `alter policy "Auditors read the filters that they saved themselves" on public.audit_filter
        using (casino_id = (select app.current_casino_id()) and (select app.current_staff_can('audit.read')))`,
      caughtBy: checkTableAccess,
      only: 'audit_filter',
    },
    {
      name: 'a policy for everybody',
      mutation: 'alter policy "Staff read the visits of their own casino" on public.visit to public',
      caughtBy: checkPolicies,
    },
    {
      name: 'a policy for writing',
      mutation: 'create policy "Staff add players" on public.player for insert to authenticated with check (true)',
      caughtBy: checkPolicies,
    },
    {
      name: 'a policy that looks its casino up per row',
      mutation: `alter policy "Staff read the visits of their own casino" on public.visit using (casino_id = app.current_casino_id())`,
      caughtBy: checkPolicies,
    },
    { name: 'anon enters app', mutation: 'grant usage on schema app to anon', caughtBy: checkRoles },
    {
      name: 'people create in public',
      mutation: 'grant create on schema public to authenticated',
      caughtBy: checkRoles,
    },
    { name: 'people pass row level security', mutation: 'alter role authenticated bypassrls', caughtBy: checkRoles },
    { name: 'people may become the service', mutation: 'grant service_role to authenticated', caughtBy: checkRoles },
    {
      name: 'people call the ledger’s writer',
      mutation: 'grant execute on function app.post_ledger_entry to authenticated',
      caughtBy: checkFunctionGrants,
    },
    {
      name: 'an own-rights function nobody listed',
      mutation: `create function public.backdoor() returns text language sql security definer set search_path = '' as 'select 1::text';
        grant execute on function public.backdoor() to authenticated`,
      caughtBy: checkFunctionGrants,
    },
    {
      name: 'an own-rights function in a schema of its own',
      mutation: `create schema side; grant usage on schema side to authenticated;
        create function side.backdoor() returns text language sql security definer set search_path = '' as 'select 1::text';
        grant execute on function side.backdoor() to authenticated`,
      caughtBy: checkFunctionGrants,
    },
    {
      name: 'an RPC nobody listed',
      mutation: `create function public.rpc_backdoor() returns jsonb language sql as 'select null::jsonb'`,
      caughtBy: checkRpcShape,
    },
    {
      name: 'an RPC of the worker nobody listed',
      mutation: `create function public.rpc_worker_backdoor() returns jsonb language sql as 'select null::jsonb'`,
      caughtBy: checkRpcShape,
    },
    {
      name: 'an overloaded RPC',
      mutation: `create function public.rpc_get_player(p_player_id text) returns jsonb language sql as 'select null::jsonb'`,
      caughtBy: checkRpcShape,
    },
    {
      name: 'an RPC whose caller names the casino',
      mutation: `drop function public.rpc_get_floor;
        create function public.rpc_get_floor(p_casino_id uuid) returns jsonb language sql as 'select null::jsonb'`,
      caughtBy: checkRpcShape,
    },
    {
      name: 'a read that may write',
      mutation: 'alter function public.rpc_get_player volatile',
      caughtBy: checkRpcShape,
    },
    {
      name: 'another casino’s row with an answer of its own',
      mutation: replaced(
        'public.rpc_get_player',
        `perform app.fail(404, 'PLAYER_NOT_FOUND');`,
        `perform app.fail(404, 'PLAYER_NOT_FOUND', jsonb_build_object('exists', exists (select 1 from public.player where id = p_player_id)));`,
      ),
      caughtBy: checkRpcAccess,
      only: 'rpc_get_player',
    },
    {
      name: 'a table nobody listed',
      mutation: 'create table public.unlisted (casino_id uuid not null, id uuid not null, primary key (casino_id, id))',
      caughtBy: checkTableAccess,
    },
    {
      name: 'a table without row level security',
      mutation: `create table public.unguarded (casino_id uuid not null, id uuid not null, primary key (casino_id, id));
        comment on table public.unguarded is 'None.'`,
      caughtBy: checkTableShape,
    },
    {
      name: 'a table without casino',
      mutation: `create table public.homeless (id uuid primary key); comment on table public.homeless is 'None.';
        alter table public.homeless enable row level security`,
      caughtBy: checkTableShape,
    },
    {
      name: 'a view with its owner’s rights',
      mutation: `create view public.all_players as select * from public.player; comment on view public.all_players is 'All.'`,
      caughtBy: checkTableShape,
    },
    {
      name: 'a materialised view',
      mutation: `create materialized view public.frozen as select * from public.player; comment on materialized view public.frozen is 'All.'`,
      caughtBy: checkTableShape,
    },
    {
      name: 'a reference that may point into another casino',
      mutation: `create unique index player_id_alone on public.player (id);
        alter table public.loyalty_outbox add foreign key (player_id) references public.player (id)`,
      caughtBy: checkForeignKeys,
    },
    {
      name: 'a reference without index',
      mutation: 'drop index public.player_exclusion_player',
      caughtBy: checkForeignKeys,
    },
    {
      name: 'keys no longer unique',
      mutation: 'drop index public.audit_log_idempotency_key',
      caughtBy: checkIdempotencyIndex,
    },
    {
      name: 'keys unique across casinos',
      mutation: `drop index public.audit_log_idempotency_key;
        create unique index on public.audit_log (idempotency_key)`,
      caughtBy: checkIdempotencyIndex,
    },
    {
      name: 'a key space of the ledger’s own',
      mutation: 'create unique index on public.loyalty_ledger (casino_id, idempotency_key)',
      caughtBy: checkIdempotencyIndex,
    },
    {
      name: 'a posting that claims no key',
      mutation: replaced(
        'app.post_ledger_entry',
        /v_entry\.idempotency_key,\s+v_entry\.request_hash\)\n/,
        'null, v_entry.request_hash)\n',
      ),
      caughtBy: checkKeySpace,
      only: 'rpc_issue_mid_session_reward',
    },
    {
      name: 'an intent that looks for its own kind only',
      mutation: replaced(
        'app.begin_call',
        'a.idempotency_key = p_idempotency_key',
        'a.idempotency_key = p_idempotency_key and a.request_hash = app.request_hash(p_operation, p_request)',
      ),
      caughtBy: checkKeySpace,
    },
    {
      name: 'later tables readable by anon',
      mutation: 'alter default privileges in schema public grant select on tables to anon',
      caughtBy: checkDefaultPrivileges,
    },
    {
      name: 'later functions executable by everybody',
      mutation: 'alter default privileges grant execute on functions to public',
      caughtBy: checkDefaultPrivileges,
    },
    {
      name: 'append-only refused to nobody',
      mutation: replaced(
        'app.refuse_append_only',
        /perform app\.fail[\s\S]*return null;/,
        'return coalesce(new, old);',
      ),
      caughtBy: checkAppendOnly,
      only: 'audit_log',
    },
    {
      name: 'coupons deleted by the owner',
      mutation: replaced(
        'app.guard_promo_coupon',
        `if tg_op = 'DELETE' or `,
        `if tg_op = 'DELETE' then\n    return old;\n  end if;\n  if `,
      ),
      caughtBy: checkGuards,
    },
    {
      name: 'a coupon’s value among what may change',
      mutation: replaced('app.guard_promo_coupon', `array['status',`, `array['status', 'face_value_cents',`),
      caughtBy: checkGuards,
    },
    {
      name: 'a coupon’s player among what may change',
      mutation: replaced('app.guard_promo_coupon', `array['status',`, `array['status', 'player_id',`),
      caughtBy: checkGuards,
    },
    {
      name: 'a coupon’s end told twice',
      mutation: replaced('app.guard_promo_coupon', /if old\.status <> 'issued' then[\s\S]*?end if;/, ''),
      caughtBy: checkGuards,
    },
    {
      name: 'the ledger written by anyone',
      mutation: replaced('app.require_ledger_writer', /if current_setting[\s\S]*end if;/, ''),
      caughtBy: checkAppendOnly,
      only: 'loyalty_ledger',
    },
  ];

  it.each(mutants)(
    '$name',
    async (mutant) => {
      expect(await listSurvivors([mutant])).toEqual([]);
      // Some are caught by the last of some two thousand calls: a bound for a run that hangs, as above.
    },
    300_000,
  );

  const triggers = Object.keys(APPEND_ONLY).flatMap((table) =>
    ['disable', 'enable', 'enable replica', 'drop'].map((change) => [change, table] as const),
  );
  it.each(triggers)('%s each append-only trigger of %s', async (change, table) => {
    const names = await stack.sql<{ name: string }[]>`
      select tgname as name from pg_trigger where tgrelid = ${`public.${table}`}::regclass and tgenabled = 'A'`;
    expect(names.length).toBeGreaterThan(1);
    const alter = (name: string) =>
      change === 'drop'
        ? `drop trigger ${name} on public.${table}`
        : `alter table public.${table} ${change} trigger ${name}`;
    for (const caughtBy of [checkAppendOnlyTriggers, checkAppendOnly]) {
      const survivors = await listSurvivors(
        names.map(({ name }) => ({ name, mutation: alter(name), caughtBy, only: table })),
      );
      expect(survivors).toEqual([]);
    }
  });

  const guards = Object.keys(GUARDED).flatMap((table) =>
    ['disable', 'enable', 'enable replica', 'drop'].map((change) => [change, table] as const),
  );
  it.each(guards)('%s each guard of %s', async (change, table) => {
    const names = await stack.sql<{ name: string }[]>`
      select tgname as name from pg_trigger where tgrelid = ${`public.${table}`}::regclass and tgenabled = 'A'`;
    expect(names.length).toBeGreaterThan(1);
    const survivors = await listSurvivors(
      names.map(({ name }) => ({
        name,
        mutation:
          change === 'drop'
            ? `drop trigger ${name} on public.${table}`
            : `alter table public.${table} ${change} trigger ${name}`,
        caughtBy: checkGuards,
        only: table,
      })),
    );
    expect(survivors).toEqual([]);
  });
});
