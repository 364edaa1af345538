import type { Facts } from '../../security/expectations';
import type { StaffCall } from './facts';
import type { Sql } from './probe';

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
    const { ctr_case_id } = await cash(player, 1_100_000);
    return { player, caseId: await identify(ctr_case_id, [player]) };
  };

  const [agent, principal] = [await enrol('Agent'), await enrol('Ready')];
  const { ctr_case_id: agentCaseId } = await cash(agent, 1_200_000, { p_agent_of_player_id: principal });
  await identify(agentCaseId, [agent, principal]);

  const amended = await openFor('Amended');
  const { entry } = await cash(amended.player, 200_000);
  const first = await exportCases(manage, [amended.caseId]);
  await manage('rpc_acknowledge_ctr_batch', {
    p_is_accepted: true,
    p_reports: [{ bsa_id: '31000000000019', errors: [] }],
    p_batch_id: first,
  });
  await call('cashier', 'rpc_void_mtl_entry', { p_entry_id: entry.id, p_reason: 'Trial' });

  await exportCases(manage, [(await openFor('Sent')).caseId]);
  await manage('rpc_file_ctr_case', { p_case_id: (await openFor('Unsent')).caseId });
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
