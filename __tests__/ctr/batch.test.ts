import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCtrBatch } from '@/services/ctr/fincen/batch';
import { type CtrReport, ctrReportSchema } from '@/services/ctr/fincen/report';
import { SEED } from '../support/seed';
import { readBatch, UNKNOWN } from './batch-reader';
import { faultsOf, JUDGE } from './fincen-schema';
import { report } from './report-world';

/** Fifty batches of four: 200 reports. */
const BATCHES = fc.sample(fc.array(report, { minLength: 4, maxLength: 4 }), { numRuns: 50, seed: SEED });

/** Text as it may stand in the file, worked out character by character. */
function onOneLine(value: string | null): string | null {
  if (value === null) return null;
  const words: string[] = [''];
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if ('\t\n\r '.includes(character)) words.push('');
    else if (code >= 32 && (code < 0xd800 || code > 0xdfff) && code !== 0xfffe)
      words.push((words.pop() ?? '') + character);
  }
  return words.join(' ').replace(/ +/g, ' ').trim();
}

const dollars = (cents: number) => Math.trunc(cents / 100) + (cents % 100 === 0 ? 0 : 1);
const sum = (lines: readonly { cents: number }[]) => lines.reduce((total, { cents }) => total + dollars(cents), 0);
const sumText = (lines: readonly { cents: number }[]) => (lines.length === 0 ? null : String(sum(lines)));

function firmAsFiled(firm: CtrReport['institution']) {
  return {
    name: onOneLine(firm.name),
    tradeName: onOneLine(firm.tradeName),
    numbers: [['ein', firm.ein]],
    regulator: 'irs',
    isCasino: true,
    gamingType: firm.gamingType,
    gamingTypeOther: firm.gamingType === 'other' ? onOneLine(firm.gamingTypeOther) : null,
    address: { ...firm.address, street: onOneLine(firm.address.street), city: onOneLine(firm.address.city) },
  };
}

function personAsFiled(person: CtrReport['persons'][number]) {
  const orUnknown = (value: string | null) => onOneLine(value) ?? UNKNOWN;
  const { isEntity, identification } = person;
  const hasStates = ['US', 'CA', 'MX'].includes(person.address.country ?? '');
  return {
    role: person.role,
    isEntity,
    isMultiple: person.isMultiple,
    lastName: orUnknown(person.lastName),
    firstName: isEntity ? null : orUnknown(person.firstName),
    middleName: isEntity ? null : onOneLine(person.middleName),
    suffix: isEntity ? null : onOneLine(person.suffix),
    alternate: person.alternateName === null ? null : [isEntity ? 'DBA' : 'AKA', onOneLine(person.alternateName)],
    genders: { female: ['Female'], male: ['Male'], unknown: ['Unknown'], none: [] }[
      isEntity ? 'none' : (person.gender ?? 'none')
    ],
    birthDate: isEntity ? null : (person.birthDate ?? UNKNOWN),
    address: {
      street: orUnknown(person.address.street),
      city: orUnknown(person.address.city),
      state: person.address.state ?? (hasStates ? UNKNOWN : null),
      zip: person.address.zip ?? UNKNOWN,
      country: person.address.country ?? UNKNOWN,
    },
    phone: person.phone,
    email: person.email,
    tin: person.tin === null ? UNKNOWN : [person.tin.type, person.tin.number],
    identification: identification === null ? UNKNOWN : [identification.type, onOneLine(identification.number)],
    otherType: identification?.type === 'other' ? onOneLine(identification.otherType) : null,
    issuer: [identification?.issuerState ?? null, identification?.issuerCountry ?? null],
    occupation: onOneLine(person.occupation),
    naics: person.naics,
    cashIn: sumText(person.cashIn),
    cashOut: sumText(person.cashOut),
  };
}

function reportAsFiled(one: CtrReport, all: readonly CtrReport[]) {
  const { transmitter } = one;
  const days = all.map(({ transactionDate }) => transactionDate).toSorted();
  return {
    priorBsaId: one.priorBsaId,
    filingDate: one.filingDate,
    isInitial: one.kind === 'initial',
    isAmendment: one.kind === 'amendment',
    firstFive: ['35', '37', '30', '8', '34'],
    transmitter: {
      name: onOneLine(transmitter.name),
      tradeName: null,
      numbers: [
        ['tin', transmitter.tin],
        ['transmitter_control_code', transmitter.controlCode],
      ],
      regulator: null,
      isCasino: false,
      gamingType: null,
      gamingTypeOther: null,
      address: {
        ...transmitter.address,
        street: onOneLine(transmitter.address.street),
        city: onOneLine(transmitter.address.city),
      },
      phone: transmitter.phone,
      contactName: onOneLine(transmitter.contactName),
      from: days[0],
      to: days.at(-1),
    },
    institution: firmAsFiled(one.institution),
    contactOffice: { ...one.contactOffice, name: onOneLine(one.contactOffice.name) },
    location: { ...firmAsFiled(one.location), cashIn: sumText(one.cashIn), cashOut: sumText(one.cashOut) },
    persons: one.persons.map(personAsFiled),
    isAggregated: one.isAggregated,
    transactionDate: one.transactionDate,
    totalIn: sumText(one.cashIn),
    totalOut: sumText(one.cashOut),
    lines: [...one.cashIn, ...one.cashOut].map(({ type, cents, other }) => ({
      type,
      dollars: String(dollars(cents)),
      other: onOneLine(other),
      foreign: null,
    })),
  };
}

describe('a batch of currency transaction reports', () => {
  it(`is right for 200 drawn reports, ${JUDGE}`, async () => {
    expect(await faultsOf(BATCHES.map(buildCtrBatch))).toEqual([]);
  });

  it('says of 200 drawn reports what they say, field by field, read by another parser', () => {
    for (const reports of BATCHES) {
      const read = readBatch(buildCtrBatch(reports));
      expect(read.reports).toEqual(reports.map((one) => reportAsFiled(one, reports)));
      expect(read).toMatchObject({
        form: 'CTRX',
        activityCount: '4',
        partyCount: String(reports.reduce((count, { persons }) => count + 5 + persons.length, 0)),
        totalAmount: String(reports.reduce((total, { cashIn, cashOut }) => total + sum([...cashIn, ...cashOut]), 0)),
        sequence: read.sequence.map((_, index) => String(index + 1)),
      });
    }
  });

  it('draws reports that the database may give', () => {
    for (const one of BATCHES.flat()) expect(ctrReportSchema.safeParse(one).error).toBeUndefined();
  });

  it('rounds a cent up to the dollar, and adds up what was rounded', () => {
    const [[one]] = BATCHES as [[CtrReport]];
    const cashIn: CtrReport['cashIn'] = [
      { type: 'chip_purchase', cents: 1_000_001, other: null },
      { type: 'wager', cents: 100, other: null },
      { type: 'deposit', cents: 1, other: null },
    ];
    const [read] = readBatch(buildCtrBatch([{ ...one, cashIn, cashOut: [] }])).reports;
    expect(read?.lines.map((line) => line.dollars)).toEqual(['10001', '1', '1']);
    expect(read?.totalIn).toBe('10003');
    expect(read?.totalOut).toBeNull();
  });

  it.each([
    ['an entity that XML does not know', 'A &copy; B', 'A &copy; B'],
    ['control characters', 'A\u0000\u0007B\u001F', 'AB'],
    ['a tab and a line break', ' A\tB\r\nC ', 'A B C'],
    ['leading zeros', '007', '007'],
    ['what looks like a number', '1e5', '1e5'],
    ['half of a pair', 'A\uD83D B', 'A B'],
  ])('keeps %s as text', (_, typed, filed) => {
    const [[one]] = BATCHES as [[CtrReport]];
    const [read] = readBatch(buildCtrBatch([{ ...one, institution: { ...one.institution, name: typed } }])).reports;
    expect(read?.institution.name).toBe(filed);
  });
});
