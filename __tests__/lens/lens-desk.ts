import { newId } from '@/lib/shared/ids';
import type { Lens, LensCount, LensDetail, LensFinding, LensFindings } from '@/services/lens/dtos';
import { dataOf } from '../floor/floor-desk';
import { COMPLIANCE, createMtlDesk } from '../mtl/mtl-desk';
import { dayAfter } from '../support/days';
import type { Answer, Email, TestStack } from '../support/stack';

/** Gaming days that nobody else's rows are in. */
export type Days = { from: string; to: string };
type Kind = LensFinding['kind'];

/** What compliance does at its desk with what stands out, as short steps through the API. */
export function createLensDesk(stack: TestStack) {
  let months = 0;
  const desk = {
    mtl: createMtlDesk(stack),

    /** A month of its own, long before the demo begins. */
    newDays(): Days {
      months += 1;
      const from = dayAfter('2019-01-01', months * 31);
      return { from, to: dayAfter(from, 30) };
    },

    ask: (lens: Lens, days: Partial<Days>, { as = COMPLIANCE, all = false }: { as?: Email; all?: boolean } = {}) =>
      stack.http(as, 'GET', `/lens-findings?${new URLSearchParams({ lens, ...days, withAcknowledged: String(all) })}`),
    async list(lens: Lens, days: Days, all = false): Promise<LensFinding[]> {
      return dataOf<LensFindings>(await desk.ask(lens, days, { all })).items;
    },
    async listKind(kind: Kind, lens: Lens, days: Days, all = false): Promise<LensFinding[]> {
      return (await desk.list(lens, days, all)).filter((finding) => finding.kind === kind);
    },

    count: async (lens: Lens) =>
      dataOf<LensCount>(await stack.http(COMPLIANCE, 'GET', `/lens-findings/count?lens=${lens}`)),

    look: (id: string, lens: Lens, days: Days, as: Email = COMPLIANCE) =>
      stack.http(as, 'GET', `/lens-findings/${id}?${new URLSearchParams({ lens, ...days })}`),
    async rowsOf(id: string, lens: Lens, days: Days): Promise<LensDetail['rows']> {
      return dataOf<LensDetail>(await desk.look(id, lens, days)).rows;
    },

    acknowledge: (
      id: string,
      lens: Lens,
      days: Days,
      { key = newId(), as = COMPLIANCE, reason = 'Spoken to' }: { key?: string; as?: Email; reason?: string } = {},
    ): Promise<Answer> =>
      stack.http(as, 'POST', `/lens-findings/${id}/acknowledge`, { body: { lens, ...days, reason }, key }),
    acknowledgeAll: (
      findings: string[],
      lens: Lens,
      days: Days,
      { key = newId(), as = COMPLIANCE, reason = 'Spoken to' }: { key?: string; as?: Email; reason?: string } = {},
    ): Promise<Answer> =>
      stack.http(as, 'POST', '/lens-findings/acknowledge', { body: { findings, lens, ...days, reason }, key }),
  };
  return desk;
}

export type LensDesk = ReturnType<typeof createLensDesk>;
