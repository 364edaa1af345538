import type { Facts } from '../../security/expectations';
import type { StaffCall } from './facts';
import { quote, type Sql } from './probe';

type CtrFacts = Pick<
  Facts,
  'readyCaseId' | 'readyPersonId' | 'amendedCaseId' | 'unsentCaseId' | 'sentBatchId' | 'ctrDay'
>;

/** A day of its own, at both casinos. */
const AT = '2024-05-12T18:00:00Z';
const CTR_DAY = '2024-05-12';

const PROFILE = {
  name: 'Trial Gaming',
  ein: '881234567',
  gaming_type: 'state_licensed',
  street: '1 Trial Way',
  city: 'Reno',
  state: 'NV',
  zip: '89501',
  country: 'US',
  contact_office: 'Compliance',
  contact_phone: '7755550100',
  transmitter_name: 'Trial Gaming',
  transmitter_tin: '881234567',
  transmitter_control_code: 'PBSA1234',
  transmitter_contact: 'Compliance',
  transmitter_phone: '7755550100',
};
const IDENTITY = {
  birth_date: '1971-03-09',
  street: '2 Trial Way',
  city: 'Reno',
  state: 'NV',
  zip: '89501',
  country: 'US',
  tin_type: 'ssn_itin',
  tin: '078051120',
  id_type: 'passport',
  id_number: 'X1234567',
  id_country: 'US',
  occupation: 'Florist',
  is_verified: true,
};

/**
 * Four cases of one day: one ready to be filed, of somebody who acted for another; one filed, acknowledged and changed since;
 * one in a batch that waits for its answer; one filed that has not gone out.
 */
export async function arrangeCtr(call: StaffCall): Promise<void> {
  const manage = (name: string, args: Record<string, unknown>) => call('compliance', name, args);
  await call('admin', 'rpc_update_filing_profile', { p_changes: PROFILE });
  const cash = async (player_id: string, amount: number, more: object = {}) =>
    (await call('cashier', 'rpc_record_mtl_entry', {
      p_kind: 'chip_purchase',
      p_tender: 'currency',
      p_amount_cents: amount,
      p_occurred_at: AT,
      p_player_id: player_id,
      ...more,
    })) as unknown as { entry: { id: string }; ctr_case_id: string };
  const enrol = async (name: string) =>
    (await call('pitboss', 'rpc_create_player', { p_first_name: name, p_last_name: 'Reported' })).id;
  const identify = async (caseId: string, personIds: string[]) => {
    for (const person_id of personIds)
      await manage('rpc_update_ctr_case', { p_case_id: caseId, p_changes: { person: { person_id, ...IDENTITY } } });
    return caseId;
  };
  const openFor = async (name: string) => {
    const player = await enrol(name);
    const { entry } = await cash(player, 200_000);
    const { ctr_case_id } = await cash(player, 900_000);
    await cash(player, 5000, { p_kind: 'chip_redemption' });
    return { entry, caseId: await identify(ctr_case_id, [player]) };
  };

  const [agent, principal] = [await enrol('Agent'), await enrol('Ready')];
  const { ctr_case_id: agentCaseId } = await cash(agent, 1_200_000, { p_agent_of_player_id: principal });
  await identify(agentCaseId, [agent, principal]);

  const amended = await openFor('Amended');
  const first = await exportCases(manage, [amended.caseId]);
  await manage('rpc_acknowledge_ctr_batch', {
    p_is_accepted: true,
    p_reports: [{ bsa_id: '31000000000019', errors: [] }],
    p_batch_id: first,
  });
  // What is left is below the line, and said because it was reported.
  await call('cashier', 'rpc_void_mtl_entry', { p_entry_id: amended.entry.id, p_reason: 'Trial' });

  await exportCases(manage, [(await openFor('Sent')).caseId]);
  await manage('rpc_file_ctr_case', { p_case_id: (await openFor('Unsent')).caseId });
  const { caseId: takenBackId } = await openFor('Taken back');
  await manage('rpc_file_ctr_case', { p_case_id: takenBackId });
  const decision = { status: 'not_required', reason: 'Trial' };
  await manage('rpc_update_ctr_case', { p_case_id: takenBackId, p_changes: { decision } });
}

async function exportCases(
  manage: (name: string, args: Record<string, unknown>) => Promise<unknown>,
  caseIds: string[],
): Promise<string> {
  const { batch_id } = (await manage('rpc_export_ctr_cases', { p_case_ids: caseIds })) as { batch_id: string };
  return batch_id;
}

/** What `arrangeCtr` left in a casino. */
export async function findCtrFacts(sql: Sql, casinoId: string): Promise<CtrFacts> {
  const rows = await sql<{ name: string; id: string; player: string; batch: string }[]>`
    select p.first_name as name, c.id, p.id as player, (
      select b.batch_id from public.ctr_filing f
      join public.ctr_batch_report b on b.casino_id = f.casino_id and b.filing_id = f.id
      where f.casino_id = c.casino_id and f.case_id = c.id order by f.filing_no limit 1) as batch
    from public.ctr_case c join public.player p on p.casino_id = c.casino_id and p.id = c.player_id
    where c.casino_id = ${casinoId} and c.gaming_day = ${CTR_DAY}`;
  const of = (name: string) => {
    const found = rows.find((row) => row.name === name);
    if (!found) throw new Error('arrangeCtr was not called.');
    return found;
  };
  return {
    readyCaseId: of('Agent').id,
    readyPersonId: of('Agent').player,
    amendedCaseId: of('Amended').id,
    unsentCaseId: of('Unsent').id,
    sentBatchId: of('Sent').batch,
    ctrDay: CTR_DAY,
  };
}

/** Where the twin's cases differ: everybody in one is somebody unknown, all were filed, and other reports went out. */
export function ctrTwin(own: Facts): Record<string, Record<string, string>> {
  const unsent = `(select id from own_ctr_filing where case_id = ${quote(own.unsentCaseId)})`;
  const sent = `(select filing_id from own_ctr_batch_report where batch_id = ${quote(own.sentBatchId)})`;
  return {
    ctr_case: { unknown_patron_id: 'coalesce(player_id, unknown_patron_id)', player_id: 'null', status: `'filed'` },
    ctr_case_sheet: { version: 'version + 1000', is_aggregated: 'not is_aggregated' },
    ctr_case_person: { facts: `'{}'`, unknown: `'{}'`, verified_by_staff_id: 'null', verified_at: 'null' },
    ctr_filing: {
      filing_no: 'filing_no + 1000 + (select count(*) from own_ctr_filing o where o.id < own_ctr_filing.id)',
      case_id: `case id when ${sent} then ${quote(own.unsentCaseId)} else case_id end`,
      report: `'{"cash_in": [1], "cash_out": [1]}'`,
      own_bsa_id: `'99999999999999'`,
    },
    ctr_batch: { report_count: 'report_count + 1000' },
    ctr_batch_report: { filing_id: `case filing_id when ${sent} then ${unsent} else filing_id end` },
    ctr_acknowledgement: { is_accepted: 'false', bsa_id: 'null' },
    casino_filing_profile: { facts: `'{"name": "Twin"}'`, version: 'version + 1000' },
  };
}

/**
 * What the twin has and this casino has not: FinCEN's answer to every report, which was taken back beside, somebody known in a case of which nothing was
 * said, for whom the cash of a case was, and a report of a case of which none was filed here.
 */
export function ctrTwinRows(own: Facts, twinId: string): string {
  const [twin, player] = [twinId, own.mtlPlayerId].map(quote);
  return `
    insert into public.ctr_acknowledgement (casino_id, filing_id, is_accepted, bsa_id, staff_id)
    select casino_id, id, true, '99999999999998', staff_id from public.ctr_filing where casino_id = ${twin}
    on conflict do nothing;
    insert into public.ctr_withdrawal (casino_id, filing_id, staff_id)
    select casino_id, id, staff_id from public.ctr_filing where casino_id = ${twin}
    on conflict do nothing;
    insert into public.ctr_filing (casino_id, case_id, filing_no, kind, report, filed_on, staff_id, correlation_id)
    select c.casino_id, c.id, 1, 'initial', '{}', c.gaming_day, s.id, gen_random_uuid()
    from public.ctr_case c, (select id from own_staff limit 1) s
    where c.casino_id = ${twin} and c.gaming_day = ${quote(own.sealedDay)};
    insert into public.ctr_case_person (casino_id, case_id, person_id)
    select casino_id, id, ${player} from public.ctr_case where casino_id = ${twin} and unknown_patron_id = ${player};
    insert into public.mtl_entry_party (casino_id, entry_id, role, player_id)
    select casino_id, opened_by_entry_id, 'principal', ${player} from public.ctr_case
    where casino_id = ${twin} and id = ${quote(own.amendedCaseId)}`;
}
