import fc from 'fast-check';
import { CASH_IN, CASH_OUT, GAMING_TYPE } from '@/services/ctr/fincen/codes';
import type { CtrReport } from '@/services/ctr/fincen/report';

/** Reports as a house may have them, with the names, signs and gaps that people's papers have. */

/** One of each script, and what XML, FinCEN or a parser that guesses at numbers may stumble over. */
const PIECES = [
  'García',
  "O'Neil",
  'Smith & Sons',
  '&copy;',
  '<b>',
  '"Slim"',
  '007',
  '1e5',
  '0x1F',
  'true',
  'null',
  'Łukasz',
  '李小龍',
  '김철수',
  'Æther',
  ']]>',
  '--',
  '%20',
  '\u{1F600}',
  'A\u0301',
  '.5',
  '+1',
  'NaN',
];
/** What a careful clerk does not type, but a paste brings along. */
const STRAYS = ['\t', '\n', '\r\n', ' ', '  ', '\u0000', '\u0007', '\u001F', '\uD800', '\uFFFE'];

/** Text with something to see, of at most so many characters, that may bring strays along. */
function text(most: number) {
  return fc
    .tuple(
      fc.constantFrom(...STRAYS, ''),
      fc.array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...STRAYS, '', ' ')), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([before, pieces]) => before + pieces.flat().join(''))
    .filter((value) => [...value].length <= most);
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const keys = <T extends object>(codes: T) => fc.constantFrom(...(Object.keys(codes) as (keyof T & string)[]));
/** The states of the countries that have some on the form, and countries that have none there. */
const place = fc.constantFrom(
  { country: 'US', state: 'NV' },
  { country: 'CA', state: 'ON' },
  { country: 'MX', state: 'SON' },
  { country: 'DE', state: null },
  { country: 'US', state: null },
);
const day = fc
  .date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2031-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const businessAddress = fc
  .record({ street: text(100), city: text(50), zip: maybe(digits(9)), place })
  .map(({ place: { country, state }, ...rest }) => ({ ...rest, country, state }));

const institution = fc.record({
  name: text(150),
  tradeName: maybe(text(150)),
  ein: digits(9),
  gamingType: keys(GAMING_TYPE),
  gamingTypeOther: text(50),
  address: businessAddress,
});

/** At most one line a kind of transaction, as the database sums them up. */
function lines<T extends object>(codes: T) {
  return fc.uniqueArray(
    fc.record({ type: keys(codes), cents: fc.integer({ min: 1, max: 999_999_999 }), other: maybe(text(50)) }),
    { maxLength: 4, selector: ({ type }) => type },
  );
}

const personAddress = fc
  .record({ street: maybe(text(100)), city: maybe(text(50)), zip: maybe(digits(5)), place: maybe(place) })
  .map(({ place: where, ...rest }) => ({ ...rest, country: where?.country ?? null, state: where?.state ?? null }));

const identification = fc.record({
  type: fc.constantFrom('driver_license', 'passport', 'alien_registration', 'other'),
  otherType: text(50),
  number: maybe(text(25)),
  issuerState: maybe(fc.constantFrom('NV', 'CA')),
  issuerCountry: maybe(fc.constantFrom('US', 'FR')),
});

const birthDate = fc
  .tuple(fc.integer({ min: 1901, max: 2009 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 28 }))
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

const person = fc.record({
  role: fc.constantFrom('own_behalf', 'for_another', 'on_behalf'),
  isEntity: fc.boolean(),
  lastName: maybe(text(150)),
  firstName: maybe(text(35)),
  middleName: maybe(text(35)),
  suffix: maybe(text(35)),
  alternateName: maybe(text(150)),
  gender: maybe(fc.constantFrom('female', 'male', 'unknown')),
  birthDate: maybe(birthDate),
  address: personAddress,
  phone: maybe(digits(10)),
  email: maybe(fc.constantFrom('someone@example.com', 'a.b+c@example.co.uk')),
  tin: maybe(fc.record({ type: fc.constantFrom('ssn_itin', 'ein', 'foreign'), number: digits(9) })),
  identification: maybe(identification),
  occupation: maybe(text(50)),
  naics: maybe(digits(4)),
  isMultiple: fc.boolean(),
  cashIn: lines(CASH_IN),
  cashOut: lines(CASH_OUT),
}) satisfies fc.Arbitrary<CtrReport['persons'][number]>;

/** One report; its parts are drawn apart, since how they hang together is the database's affair. */
export const report: fc.Arbitrary<CtrReport> = fc.record({
  filingDate: day,
  kind: fc.constantFrom('initial', 'amendment'),
  priorBsaId: maybe(fc.stringMatching(/^31[0-9]{12}$/)),
  transmitter: fc.record({
    name: text(150),
    tin: digits(9),
    controlCode: fc.stringMatching(/^P[A-Z]{3}[0-9]{4}$/),
    contactName: text(150),
    phone: digits(10),
    address: businessAddress,
  }),
  institution,
  contactOffice: fc.record({ name: text(150), phone: digits(10), extension: maybe(digits(4)) }),
  location: institution,
  transactionDate: day,
  isAggregated: fc.boolean(),
  cashIn: lines(CASH_IN).filter((some) => some.length > 0),
  cashOut: lines(CASH_OUT),
  persons: fc.array(person, { minLength: 1, maxLength: 4 }),
});
