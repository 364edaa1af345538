import { totalDollars } from './amounts';
import { CASINO, GAMING_TYPE, IDENTIFICATION, PARTY, REGULATOR_IRS } from './codes';
import { type Elements, type Numbers, plainDate, yesIf } from './elements';
import type { CashLine, CtrInstitution, CtrPerson, CtrReport } from './report';

/** The first and the last day that a batch reports. */
export type Coverage = { from: string; to: string };

/** Everybody and everything that a report names, in the order of FinCEN's guide. */
export function parties(report: CtrReport, coverage: Coverage, numbers: Numbers): Elements[] {
  return [
    transmitter(report.transmitter, coverage, numbers),
    transmitterContact(report.transmitter, coverage, numbers),
    institution(report.institution, numbers),
    contactOffice(report.contactOffice, numbers),
    location(report, numbers),
    ...report.persons.map((person) => personParty(person, numbers)),
  ];
}

function transmitter(facts: CtrReport['transmitter'], coverage: Coverage, numbers: Numbers): Elements {
  return {
    ...numbers(),
    ActivityPartyTypeCode: PARTY.transmitter,
    ...coverageDates(coverage),
    PartyName: legalName(facts.name, numbers),
    Address: businessAddress(facts.address, numbers),
    PhoneNumber: phoneNumber(facts.phone, null, numbers),
    PartyIdentification: [
      identification(IDENTIFICATION.tin, facts.tin, numbers),
      identification(IDENTIFICATION.transmitter_control_code, facts.controlCode, numbers),
    ],
  };
}

function transmitterContact(facts: CtrReport['transmitter'], coverage: Coverage, numbers: Numbers): Elements {
  return {
    ...numbers(),
    ActivityPartyTypeCode: PARTY.transmitterContact,
    ...coverageDates(coverage),
    PartyName: legalName(facts.contactName, numbers),
  };
}

function institution(facts: CtrInstitution, numbers: Numbers): Elements {
  return {
    ...numbers(),
    ActivityPartyTypeCode: PARTY.institution,
    PrimaryRegulatorTypeCode: REGULATOR_IRS,
    ...institutionFacts(facts, numbers),
  };
}

function contactOffice(facts: CtrReport['contactOffice'], numbers: Numbers): Elements {
  return {
    ...numbers(),
    ActivityPartyTypeCode: PARTY.contactOffice,
    PartyName: legalName(facts.name, numbers),
    PhoneNumber: phoneNumber(facts.phone, facts.extension, numbers),
  };
}

function location(report: CtrReport, numbers: Numbers): Elements {
  return {
    ...numbers(),
    ActivityPartyTypeCode: PARTY.location,
    ...partyAmounts(report.cashIn, report.cashOut),
    PrimaryRegulatorTypeCode: REGULATOR_IRS,
    ...institutionFacts(report.location, numbers),
  };
}

function institutionFacts(facts: CtrInstitution, numbers: Numbers): Elements {
  return {
    PartyName: [
      legalName(facts.name, numbers),
      ...(facts.tradeName === null
        ? []
        : [{ ...numbers(), PartyNameTypeCode: 'DBA', RawPartyFullName: facts.tradeName }]),
    ],
    Address: businessAddress(facts.address, numbers),
    PartyIdentification: identification(IDENTIFICATION.ein, facts.ein, numbers),
    OrganizationClassificationTypeSubtype: {
      ...numbers(),
      OrganizationSubtypeID: GAMING_TYPE[facts.gamingType],
      OrganizationTypeID: CASINO,
      OtherOrganizationSubTypeText: facts.gamingType === 'other' ? (facts.gamingTypeOther ?? undefined) : undefined,
    },
  };
}

function personParty(person: CtrPerson, numbers: Numbers): Elements {
  const { isEntity, gender, birthDate } = person;
  return {
    ...numbers(),
    ActivityPartyTypeCode: PARTY[person.role],
    BirthDateUnknownIndicator: yesIf(!isEntity && birthDate === null),
    FemaleGenderIndicator: yesIf(!isEntity && gender === 'female'),
    IndividualBirthDateText: isEntity || birthDate === null ? undefined : plainDate(birthDate),
    ...partyAmounts(person.cashIn, person.cashOut),
    MaleGenderIndicator: yesIf(!isEntity && gender === 'male'),
    MultipleTransactionsPersonsIndividualsIndicator: yesIf(person.isMultiple),
    PartyAsEntityOrganizationIndicator: yesIf(isEntity),
    UnknownGenderIndicator: yesIf(!isEntity && gender === 'unknown'),
    PartyName: personNames(person, numbers),
    Address: personAddress(person.address, numbers),
    PhoneNumber: person.phone === null ? undefined : phoneNumber(person.phone, null, numbers),
    PartyIdentification: [taxpayerNumber(person.tin, numbers), document(person.identification, numbers)],
    PartyOccupationBusiness: occupation(person, numbers),
    ElectronicAddress: person.email === null ? undefined : { ...numbers(), ElectronicAddressText: person.email },
  };
}

function personNames(person: CtrPerson, numbers: Numbers): Elements[] {
  const legal: Elements = {
    ...numbers(),
    EntityLastNameUnknownIndicator: yesIf(person.lastName === null),
    FirstNameUnknownIndicator: yesIf(!person.isEntity && person.firstName === null),
    PartyNameTypeCode: 'L',
    RawEntityIndividualLastName: person.lastName ?? undefined,
    ...(person.isEntity
      ? {}
      : {
          RawIndividualFirstName: person.firstName ?? undefined,
          RawIndividualMiddleName: person.middleName ?? undefined,
          RawIndividualNameSuffixText: person.suffix ?? undefined,
        }),
  };
  if (person.alternateName === null) return [legal];
  const type = person.isEntity ? 'DBA' : 'AKA';
  return [legal, { ...numbers(), PartyNameTypeCode: type, RawEntityIndividualLastName: person.alternateName }];
}

/** Countries whose states the form asks for. */
const WITH_STATES = ['US', 'CA', 'MX'];

function personAddress(address: CtrPerson['address'], numbers: Numbers): Elements {
  const hasStates = address.country !== null && WITH_STATES.includes(address.country);
  return {
    ...numbers(),
    CityUnknownIndicator: yesIf(address.city === null),
    CountryCodeUnknownIndicator: yesIf(address.country === null),
    RawCityText: address.city ?? undefined,
    RawCountryCodeText: address.country ?? undefined,
    RawStateCodeText: address.state ?? undefined,
    RawStreetAddress1Text: address.street ?? undefined,
    RawZIPCode: address.zip ?? undefined,
    StateCodeUnknownIndicator: yesIf(hasStates && address.state === null),
    StreetAddressUnknownIndicator: yesIf(address.street === null),
    ZIPCodeUnknownIndicator: yesIf(address.zip === null),
  };
}

function businessAddress(address: CtrInstitution['address'], numbers: Numbers): Elements {
  return {
    ...numbers(),
    RawCityText: address.city,
    RawCountryCodeText: address.country,
    RawStateCodeText: address.state ?? undefined,
    RawStreetAddress1Text: address.street,
    RawZIPCode: address.zip ?? undefined,
  };
}

function taxpayerNumber(tin: CtrPerson['tin'], numbers: Numbers): Elements {
  return tin === null
    ? { ...numbers(), TINUnknownIndicator: 'Y' }
    : identification(IDENTIFICATION[tin.type], tin.number, numbers);
}

function document(shown: CtrPerson['identification'], numbers: Numbers): Elements {
  if (shown === null) return { ...numbers(), IdentificationPresentUnknownIndicator: 'Y' };
  return {
    ...numbers(),
    OtherIssuerCountryText: shown.issuerCountry ?? undefined,
    OtherIssuerStateText: shown.issuerState ?? undefined,
    OtherPartyIdentificationTypeText: shown.type === 'other' ? (shown.otherType ?? undefined) : undefined,
    PartyIdentificationNumberText: shown.number ?? undefined,
    PartyIdentificationTypeCode: IDENTIFICATION[shown.type],
  };
}

function occupation(person: CtrPerson, numbers: Numbers): Elements | undefined {
  if (person.occupation === null && person.naics === null) return undefined;
  return {
    ...numbers(),
    NAICSCode: person.naics ?? undefined,
    OccupationBusinessText: person.occupation ?? undefined,
  };
}

function partyAmounts(cashIn: readonly CashLine[], cashOut: readonly CashLine[]): Elements {
  return {
    IndividualEntityCashInAmountText: cashIn.length > 0 ? String(totalDollars(cashIn)) : undefined,
    IndividualEntityCashOutAmountText: cashOut.length > 0 ? String(totalDollars(cashOut)) : undefined,
  };
}

function coverageDates(coverage: Coverage): Elements {
  return {
    EFilingCoverageBeginningDateText: plainDate(coverage.from),
    EFilingCoverageEndDateText: plainDate(coverage.to),
  };
}

function legalName(name: string, numbers: Numbers): Elements {
  return { ...numbers(), PartyNameTypeCode: 'L', RawPartyFullName: name };
}

function phoneNumber(phone: string, extension: string | null, numbers: Numbers): Elements {
  return { ...numbers(), PhoneNumberExtensionText: extension ?? undefined, PhoneNumberText: phone };
}

function identification(code: string, number: string, numbers: Numbers): Elements {
  return { ...numbers(), PartyIdentificationNumberText: number, PartyIdentificationTypeCode: code };
}
