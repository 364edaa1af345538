import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import {
  DEFECTS,
  DELIMITERS,
  type Defect,
  type DelimiterName,
  ENCODINGS,
  HOPELESS_FILES,
  type HopelessFile,
  type LegacyCsvFacts,
  type LegacyCsvOptions,
  LINE_ENDS,
  type LineEnd,
  makeHopelessFile,
  QUOTINGS,
  streamLegacyCsv,
} from './support/legacy-csv.ts';

/** What nearly every file of a legacy system has, so that a first look at an import shows what is done about it. */
const USUAL_DEFECTS: readonly Defect[] = [
  'short-row',
  'unknown-tier',
  'points-in-words',
  'unreadable-date',
  'no-identifier',
];

const HELP = `Writes a file of players as a legacy system would, the same for the same options.

  npm run -s sample-csv -- [options] > players.csv

  --rows <n>         rows after the header (1000)
  --seed <n>         another seed makes another file (1)
  --defects <list>   usual (${USUAL_DEFECTS.join(', ')}),
                     none, all, or some of these with commas between (usual):
${wrap(DEFECTS)}
  --share <0 to 1>   how many of the rows have a defect (0.1)
  --encoding <name>  ${ENCODINGS.join(', ')} (utf-8)
  --delimiter <name> ${Object.keys(DELIMITERS).join(', ')} (comma)
  --line-end <name>  ${Object.keys(LINE_ENDS).join(', ')} (crlf)
  --quoting <name>   ${QUOTINGS.join(', ')} (needed)
  --hopeless <kind>  instead, a file that is refused: ${HOPELESS_FILES.join(', ')}
  --out <file>       where to write it; otherwise to the standard output
  --help             this
`;

function wrap(names: readonly string[]): string {
  const lines = [''];
  for (const name of names) {
    if (`${lines.at(-1)} ${name}`.length > 90) lines.push('');
    lines[lines.length - 1] += ` ${name}`;
  }
  return lines.map((line) => `                    ${line}`).join('\n');
}

/** What is wrong with what was asked for; the person reads the message and nothing else. */
class UsageError extends Error {}

function readOptions() {
  try {
    return parseArgs({
      options: {
        rows: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        defects: { type: 'string', default: 'usual' },
        share: { type: 'string', default: '0.1' },
        encoding: { type: 'string', default: 'utf-8' },
        delimiter: { type: 'string', default: 'comma' },
        'line-end': { type: 'string', default: 'crlf' },
        quoting: { type: 'string', default: 'needed' },
        hopeless: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberOf(name: string, text: string, { max, isWhole }: { max: number; isWhole: boolean }): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 0 && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw new UsageError(`--${name} is ${isWhole ? 'a whole number' : 'a number'} from 0 to ${max}, not "${text}".`);
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not "${text}".`);
}

function defectsOf(text: string): readonly Defect[] {
  if (text === 'usual') return USUAL_DEFECTS;
  if (text === 'none') return [];
  if (text === 'all') return DEFECTS;
  return text.split(',').map((name) => oneOf('defects', name.trim(), DEFECTS));
}

type Values = ReturnType<typeof readOptions>;

function hopelessOf({ hopeless }: Values): HopelessFile | null {
  return hopeless === undefined ? null : oneOf('hopeless', hopeless, HOPELESS_FILES);
}

function legacyOptions(values: Values): LegacyCsvOptions {
  return {
    rows: numberOf('rows', values.rows, { max: 10_000_000, isWhole: true }),
    seed: numberOf('seed', values.seed, { max: 2 ** 31 - 1, isWhole: true }),
    share: numberOf('share', values.share, { max: 1, isWhole: false }),
    defects: defectsOf(values.defects),
    encoding: oneOf('encoding', values.encoding, ENCODINGS),
    delimiter: oneOf('delimiter', values.delimiter, Object.keys(DELIMITERS) as DelimiterName[]),
    lineEnd: oneOf('line-end', values['line-end'], Object.keys(LINE_ENDS) as LineEnd[]),
    quoting: oneOf('quoting', values.quoting, QUOTINGS),
  };
}

/** The file; what is in it, if that is known, is told once it is through. */
function* pieces(values: Values, isThrough: (facts: LegacyCsvFacts) => void): Generator<Uint8Array> {
  const options = legacyOptions(values);
  const hopeless = hopelessOf(values);
  if (hopeless) yield makeHopelessFile(hopeless, options.seed);
  else isThrough(yield* streamLegacyCsv(options));
}

/** On the other stream, which is not the file's. */
function tell({ headerRow, rows, blankRows, errorRows, errorCells }: LegacyCsvFacts): void {
  const list = (counts: Record<string, number>) => {
    const all = Object.entries(counts).map(([code, count]) => `${count} ${code}`);
    return all.length > 0 ? all.join(', ') : 'none';
  };
  console.error(
    `Header in row ${headerRow}, then ${rows} rows, ${blankRows} of them blank; in error: ${list(errorRows)}; unreadable cells: ${list(errorCells)}.`,
  );
}

async function main(): Promise<void> {
  const values = readOptions();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  // What is wrong with the options is said before a file is made.
  legacyOptions(values);
  hopelessOf(values);
  const target = values.out === undefined ? process.stdout : createWriteStream(values.out);
  const through: LegacyCsvFacts[] = [];
  const file = pieces(values, (facts) => through.push(facts));
  await pipeline(Readable.from(file, { objectMode: false }), target);
  through.forEach(tell);
}

main().catch((error: NodeJS.ErrnoException) => {
  // Whoever reads the output may stop reading.
  if (error.code === 'EPIPE') return;
  console.error(error instanceof UsageError || error.code ? error.message : error);
  if (error instanceof UsageError) console.error('See npm run sample-csv -- --help');
  process.exitCode = 1;
});
