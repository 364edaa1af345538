/** The codes of FinCEN Report 112 in its batch form, by what this product calls the thing. */

/** What a party is in the report. The first five stand in every report, once each. */
export const PARTY = {
  transmitter: '35',
  transmitterContact: '37',
  institution: '30',
  contactOffice: '8',
  location: '34',
  own_behalf: '50',
  for_another: '17',
  on_behalf: '23',
} as const;

/** Which identification a number is. */
export const IDENTIFICATION = {
  ssn_itin: '1',
  ein: '2',
  tin: '4',
  driver_license: '5',
  passport: '6',
  alien_registration: '7',
  foreign: '9',
  transmitter_control_code: '28',
  other: '999',
} as const;

/** Cash in, item by item of the form: what the house received. */
export const CASH_IN = {
  deposit: '55',
  payment: '46',
  wire_out: '23',
  instrument_purchase: '12',
  exchange_in: '14',
  prepaid_in: '49',
  chip_purchase: '18',
  wager: '21',
  bills_inserted: '25',
  other_in: '997',
} as const;

/** Cash out, item by item of the form: what the house paid. */
export const CASH_OUT = {
  withdrawal: '56',
  credit_advance: '30',
  wire_in: '32',
  instrument_cashed: '13',
  exchange_out: '15',
  prepaid_out: '48',
  chip_redemption: '28',
  wager_payment: '31',
  incentive: '33',
  tournament: '34',
  other_out: '998',
} as const;

/** Type of institution: a casino or card club, and which. */
export const CASINO = '1';
export const GAMING_TYPE = { state_licensed: '101', tribal: '102', card_club: '103', other: '1999' } as const;

/** The federal regulator of casinos and card clubs is the IRS. */
export const REGULATOR_IRS = '7';
