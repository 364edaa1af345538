import { XMLBuilder } from 'fast-xml-parser';
import { totalDollars, transactionCode, wholeDollars } from './amounts';
import { type Elements, type Numbers, numbersFrom, plainDate, qualified, yesIf } from './elements';
import { type Coverage, parties } from './parties';
import type { CashLine, CtrReport } from './report';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@_',
  suppressBooleanAttributes: false,
  suppressEmptyNode: false,
  processEntities: true,
  format: true,
});

/**
 * A batch of FinCEN Report 112 (FormTypeCode CTRX): one activity a report, in the order given, which is the order in
 * which FinCEN acknowledges them.
 */
export function buildCtrBatch(reports: readonly CtrReport[]): string {
  const numbers = numbersFrom(1);
  const coverage = coverageOf(reports);
  const activities = reports.map((report) => activity(report, coverage, numbers));
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    'fc2:EFilingBatchXML': {
      '@_TotalAmount': String(sum(reports, (report) => totalDollars([...report.cashIn, ...report.cashOut]))),
      '@_PartyCount': String(sum(activities, ({ Party }) => Party.length)),
      '@_ActivityCount': String(activities.length),
      '@_xsi:schemaLocation':
        'www.fincen.gov/base https://www.fincen.gov/sites/default/files/schema/base/EFL_CTRXBatchSchema.xsd',
      '@_xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@_xmlns:fc2': 'www.fincen.gov/base',
      ...qualified({ FormTypeCode: 'CTRX', Activity: activities }),
    },
  });
}

function activity(report: CtrReport, coverage: Coverage, numbers: Numbers) {
  return {
    ...numbers(),
    EFilingPriorDocumentNumber: report.priorBsaId ?? undefined,
    FilingDateText: plainDate(report.filingDate),
    ActivityAssociation: {
      ...numbers(),
      CorrectsAmendsPriorReportIndicator: yesIf(report.kind === 'amendment') ?? '',
      FinCENDirectBackFileIndicator: '',
      InitialReportIndicator: yesIf(report.kind === 'initial') ?? '',
    },
    Party: parties(report, coverage, numbers),
    CurrencyTransactionActivity: transactions(report, numbers),
  };
}

/** The schema wants every element of this part, also those that say nothing. */
function transactions(report: CtrReport, numbers: Numbers): Elements {
  return {
    ...numbers(),
    AggregateTransactionIndicator: yesIf(report.isAggregated) ?? '',
    ArmoredCarServiceIndicator: '',
    ATMIndicator: '',
    MailDepositShipmentIndicator: '',
    NightDepositIndicator: '',
    SharedBranchingIndicator: '',
    TotalCashInReceiveAmountText: totalText(report.cashIn),
    TotalCashOutAmountText: totalText(report.cashOut),
    TransactionDateText: plainDate(report.transactionDate),
    CurrencyTransactionActivityDetail: [...report.cashIn, ...report.cashOut].map((line) => ({
      ...numbers(),
      CurrencyTransactionActivityDetailTypeCode: transactionCode(line.type),
      DetailTransactionAmountText: String(wholeDollars(line.cents)),
      OtherCurrencyTransactionActivityDetailText: line.other ?? '',
      OtherForeignCurrencyCountryText: '',
    })),
  };
}

function totalText(lines: readonly CashLine[]): string {
  return lines.length > 0 ? String(totalDollars(lines)) : '';
}

function coverageOf(reports: readonly CtrReport[]): Coverage {
  const days = reports.map((report) => report.transactionDate).sort();
  const [from = '', to = from] = [days.at(0), days.at(-1)];
  return { from, to };
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
