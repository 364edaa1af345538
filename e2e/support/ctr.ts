import { expect, type Page } from '@playwright/test';
import type postgres from 'postgres';

/** What the form asks of a person whose name and birth date are enrolled. */
const PERSON = {
  '9 Occupation or type of business': 'Florist',
  '10 Address': '22 Elm Street',
  '11 City': 'Sparks',
  '12 State': 'NV',
  '13 ZIP or postal code': '89431',
  '14 Country': 'US',
  '15 TIN': '078-05-1120',
  '20 Number': 'X 1234-5678',
  '20 Country': 'US',
  '20 Issuing state': 'NV',
};

/** Types each text into the field of that name. */
export async function fill(page: Page, texts: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
}

/** Says everything of somebody in the case that shows, and that the document was seen; `more` of who is not enrolled. */
export async function completePerson(page: Page, name: string, more: Record<string, string> = {}): Promise<void> {
  await page.getByRole('button', { name: `Complete: ${name}` }).click();
  const drawer = page.getByRole('dialog');
  await fill(page, { ...PERSON, ...more });
  await drawer.getByLabel('16 TIN type').selectOption('SSN or ITIN');
  await drawer.getByLabel('20 Form of identification').selectOption('Passport');
  await drawer.getByRole('switch', { name: 'I have seen the document' }).click();
  await drawer.getByRole('button', { name: 'Save changes' }).click();
  await expect(drawer).toBeHidden();
}

/** The house has said everything. */
export async function setProfile(sql: postgres.Sql): Promise<void> {
  const facts = {
    name: 'Harbor Gaming LLC',
    ein: '881234567',
    gaming_type: 'state_licensed',
    street: '1 Harbor Way',
    city: 'Reno',
    state: 'NV',
    zip: '895010001',
    country: 'US',
    contact_office: 'Compliance office',
    contact_phone: '7755550100',
    transmitter_name: 'Harbor Gaming LLC',
    transmitter_tin: '881234567',
    transmitter_control_code: 'PBSA1234',
    transmitter_contact: 'Head of compliance',
    transmitter_phone: '7755550101',
  };
  await sql`
    insert into public.casino_filing_profile (casino_id, facts) select id, ${sql.json(facts)} from public.casino where slug = 'harbor'
    on conflict (casino_id) do update set facts = excluded.facts`;
}

/** What the cashier's own screen sends, and what is answered. */
async function send<Answer>(cashier: Page, path: string, body: object): Promise<Answer> {
  const answer = await cashier.evaluate(
    async ({ path, body }) => {
      const response = await fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    { path, body },
  );
  expect(answer).toMatchObject({ ok: true });
  return answer.data;
}

type Taken = { ctrCaseId: string | null; entry: { unknownPatronId: string | null } };
const CHIPS = { kind: 'chip_purchase', tender: 'currency' };

/** Cash at the cage; the case that it belongs to. */
export async function takeCash(cashier: Page, playerId: string, amountCents: number): Promise<string | null> {
  return (await send<Taken>(cashier, '/mtl/entries', { ...CHIPS, playerId, amountCents })).ctrCaseId;
}

/** Cash of somebody whose name nobody knows. */
export async function takeUnknownCash(cashier: Page, amountCents: number) {
  const unknownPatron = { description: 'Green hat' };
  const { ctrCaseId, entry } = await send<Taken>(cashier, '/mtl/entries', { ...CHIPS, unknownPatron, amountCents });
  return { caseId: ctrCaseId ?? '', unknownPatronId: entry.unknownPatronId ?? '' };
}

export async function identify(cashier: Page, unknownPatronId: string, playerId: string): Promise<void> {
  await send(cashier, `/mtl/unknown-patrons/${unknownPatronId}/identify`, { playerId, reason: 'Showed a card' });
}

export async function voidCash(cashier: Page, entryId: string): Promise<void> {
  await send(cashier, `/mtl/entries/${entryId}/void`, { reason: 'Typed twice' });
}

/** What FinCEN answers to a file of one report. */
export const acknowledgement = (bsaId: string) => ({
  name: 'ack.xml',
  mimeType: 'application/xml',
  buffer: Buffer.from(
    `<EFilingBatchXML StatusCode="A" SeqNum="1"><EFilingSubmissionXML StatusCode="A" SeqNum="2"><EFilingActivityXML SeqNum="3"><BSAID>${bsaId}</BSAID><EFilingActivityErrorXML SeqNum="4"><ErrorElementNameText>RawZIPCode</ErrorElementNameText><ErrorLevelText>WARN</ErrorLevelText><ErrorText>Not found</ErrorText><ErrorTypeCode>F18</ErrorTypeCode></EFilingActivityErrorXML></EFilingActivityXML></EFilingSubmissionXML></EFilingBatchXML>`,
  ),
});
