import { childrenOf, descendants, type Element, readElement, textAt } from './fincen-reader';

/**
 * What a batch says, in words, by its own tables: the codes as FinCEN's schema explains them, written down a second time. Amounts are
 * in whole dollars.
 */
export function readBatch(xml: string) {
  const batch = readElement(xml);
  const activities = childrenOf(batch, 'Activity');
  return {
    form: textAt(batch, 'FormTypeCode'),
    totalAmount: batch.attributes.TotalAmount,
    partyCount: batch.attributes.PartyCount,
    activityCount: batch.attributes.ActivityCount,
    sequence: descendants(batch)
      .map(({ attributes }) => attributes.SeqNum)
      .filter((number) => number !== undefined),
    reports: activities.map(readReport),
  };
}

function readReport(activity: Element) {
  const parties = childrenOf(activity, 'Party');
  const [transmitter, contact, institution, office, location, ...persons] = parties;
  const money = childrenOf(activity, 'CurrencyTransactionActivity')[0];
  return {
    priorBsaId: textAt(activity, 'EFilingPriorDocumentNumber'),
    filingDate: dashed(textAt(activity, 'FilingDateText')),
    isInitial: textAt(activity, 'ActivityAssociation', 'InitialReportIndicator') === 'Y',
    isAmendment: textAt(activity, 'ActivityAssociation', 'CorrectsAmendsPriorReportIndicator') === 'Y',
    firstFive: parties.slice(0, 5).map((party) => textAt(party, 'ActivityPartyTypeCode')),
    transmitter: {
      ...business(transmitter),
      phone: textAt(transmitter, 'PhoneNumber', 'PhoneNumberText'),
      contactName: business(contact).name,
      from: dashed(textAt(transmitter, 'EFilingCoverageBeginningDateText')),
      to: dashed(textAt(transmitter, 'EFilingCoverageEndDateText')),
    },
    institution: business(institution),
    contactOffice: {
      name: business(office).name,
      phone: textAt(office, 'PhoneNumber', 'PhoneNumberText'),
      extension: textAt(office, 'PhoneNumber', 'PhoneNumberExtensionText'),
    },
    location: { ...business(location), ...amounts(location) },
    persons: persons.map(readPerson),
    isAggregated: textAt(money, 'AggregateTransactionIndicator') === 'Y',
    transactionDate: dashed(textAt(money, 'TransactionDateText')),
    totalIn: textAt(money, 'TotalCashInReceiveAmountText'),
    totalOut: textAt(money, 'TotalCashOutAmountText'),
    lines: childrenOf(money, 'CurrencyTransactionActivityDetail').map((line) => ({
      type: LINES[textAt(line, 'CurrencyTransactionActivityDetailTypeCode') ?? ''],
      dollars: textAt(line, 'DetailTransactionAmountText'),
      other: textAt(line, 'OtherCurrencyTransactionActivityDetailText'),
      foreign: textAt(line, 'OtherForeignCurrencyCountryText'),
    })),
  };
}

/** The names, place, numbers and type of a firm. */
function business(party: Element | undefined) {
  const [legal, trade] = childrenOf(party, 'PartyName');
  return {
    name: textAt(legal, 'RawPartyFullName'),
    tradeName: textAt(trade, 'RawPartyFullName'),
    numbers: childrenOf(party, 'PartyIdentification').map((id) => [
      IDENTIFICATIONS[textAt(id, 'PartyIdentificationTypeCode') ?? ''],
      textAt(id, 'PartyIdentificationNumberText'),
    ]),
    regulator: textAt(party, 'PrimaryRegulatorTypeCode') === '7' ? 'irs' : null,
    isCasino: textAt(party, 'OrganizationClassificationTypeSubtype', 'OrganizationTypeID') === '1',
    gamingType:
      GAMING_TYPES[textAt(party, 'OrganizationClassificationTypeSubtype', 'OrganizationSubtypeID') ?? ''] ?? null,
    gamingTypeOther: textAt(party, 'OrganizationClassificationTypeSubtype', 'OtherOrganizationSubTypeText'),
    address: address(party),
  };
}

function readPerson(party: Element) {
  const [legal, other] = childrenOf(party, 'PartyName');
  const [tin, shown] = childrenOf(party, 'PartyIdentification');
  return {
    role: ROLES[textAt(party, 'ActivityPartyTypeCode') ?? ''],
    isEntity: textAt(party, 'PartyAsEntityOrganizationIndicator') === 'Y',
    isMultiple: textAt(party, 'MultipleTransactionsPersonsIndividualsIndicator') === 'Y',
    lastName: known(legal, 'EntityLastNameUnknownIndicator', 'RawEntityIndividualLastName'),
    firstName: known(legal, 'FirstNameUnknownIndicator', 'RawIndividualFirstName'),
    middleName: textAt(legal, 'RawIndividualMiddleName'),
    suffix: textAt(legal, 'RawIndividualNameSuffixText'),
    alternate: other ? [textAt(other, 'PartyNameTypeCode'), textAt(other, 'RawEntityIndividualLastName')] : null,
    genders: ['Female', 'Male', 'Unknown'].filter((gender) => textAt(party, `${gender}GenderIndicator`) === 'Y'),
    birthDate:
      textAt(party, 'BirthDateUnknownIndicator') === 'Y' ? UNKNOWN : dashed(textAt(party, 'IndividualBirthDateText')),
    address: address(party),
    phone: textAt(party, 'PhoneNumber', 'PhoneNumberText'),
    email: textAt(party, 'ElectronicAddress', 'ElectronicAddressText'),
    tin: numberOf(tin, 'TINUnknownIndicator'),
    identification: numberOf(shown, 'IdentificationPresentUnknownIndicator'),
    otherType: textAt(shown, 'OtherPartyIdentificationTypeText'),
    issuer: [textAt(shown, 'OtherIssuerStateText'), textAt(shown, 'OtherIssuerCountryText')],
    occupation: textAt(party, 'PartyOccupationBusiness', 'OccupationBusinessText'),
    naics: textAt(party, 'PartyOccupationBusiness', 'NAICSCode'),
    ...amounts(party),
  };
}

function address(party: Element | undefined) {
  const place = childrenOf(party, 'Address')[0];
  return {
    street: known(place, 'StreetAddressUnknownIndicator', 'RawStreetAddress1Text'),
    city: known(place, 'CityUnknownIndicator', 'RawCityText'),
    state: known(place, 'StateCodeUnknownIndicator', 'RawStateCodeText'),
    zip: known(place, 'ZIPCodeUnknownIndicator', 'RawZIPCode'),
    country: known(place, 'CountryCodeUnknownIndicator', 'RawCountryCodeText'),
  };
}

function amounts(party: Element | undefined) {
  return {
    cashIn: textAt(party, 'IndividualEntityCashInAmountText'),
    cashOut: textAt(party, 'IndividualEntityCashOutAmountText'),
  };
}

function numberOf(id: Element | undefined, indicator: string) {
  if (textAt(id, indicator) === 'Y') return UNKNOWN;
  return [
    IDENTIFICATIONS[textAt(id, 'PartyIdentificationTypeCode') ?? ''],
    textAt(id, 'PartyIdentificationNumberText'),
  ];
}

/** What a report says of something that nobody knows. */
export const UNKNOWN = 'unknown';

function known(element: Element | undefined, indicator: string, name: string): string | null {
  const value = textAt(element, name);
  if (textAt(element, indicator) !== 'Y') return value;
  if (value !== null) throw new Error(`${name} is there and said to be unknown.`);
  return UNKNOWN;
}

function dashed(day: string | null): string | null {
  return day === null ? null : `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}

const ROLES: Record<string, string> = { '50': 'own_behalf', '17': 'for_another', '23': 'on_behalf' };
const IDENTIFICATIONS: Record<string, string> = {
  '1': 'ssn_itin',
  '2': 'ein',
  '4': 'tin',
  '5': 'driver_license',
  '6': 'passport',
  '7': 'alien_registration',
  '9': 'foreign',
  '28': 'transmitter_control_code',
  '999': 'other',
};
const GAMING_TYPES: Record<string, string> = {
  '101': 'state_licensed',
  '102': 'tribal',
  '103': 'card_club',
  '1999': 'other',
};
const LINES: Record<string, string> = {
  '55': 'deposit',
  '46': 'payment',
  '23': 'wire_out',
  '12': 'instrument_purchase',
  '14': 'exchange_in',
  '49': 'prepaid_in',
  '18': 'chip_purchase',
  '21': 'wager',
  '25': 'bills_inserted',
  '997': 'other_in',
  '56': 'withdrawal',
  '30': 'credit_advance',
  '32': 'wire_in',
  '13': 'instrument_cashed',
  '15': 'exchange_out',
  '48': 'prepaid_out',
  '28': 'chip_redemption',
  '31': 'wager_payment',
  '33': 'incentive',
  '34': 'tournament',
  '998': 'other_out',
};
