import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../supabase/embedded/settings.ts';
import type { Estimate } from './ratio.ts';

/** One line of the report. `ok` is null where there is no budget, or nothing was measured. */
export type Finding = {
  measure: string;
  value: string;
  interval: string;
  budget: string;
  ok: boolean | null;
  /** Raw figures and context, for the JSON file only. */
  facts?: Record<string, unknown>;
};

/** A ratio that has to reach `least`, judged on the lower end of its interval. */
export function atLeast(measure: string, ratio: Estimate, least: number, facts: Finding['facts'] = {}): Finding {
  return {
    measure,
    value: `${ratio.value.toFixed(2)} x`,
    interval: interval(ratio),
    budget: `>= ${least} x`,
    ok: ratio.low >= least,
    facts: { ...ratio, ...facts },
  };
}

/** A ratio that must not exceed `most`, judged on the upper end of its interval. */
export function atMost(measure: string, ratio: Estimate, most: number, facts: Finding['facts'] = {}): Finding {
  return {
    measure,
    value: `${ratio.value.toFixed(2)} x`,
    interval: interval(ratio),
    budget: `<= ${most} x`,
    ok: ratio.high <= most,
    facts: { ...ratio, ...facts },
  };
}

/** A plain figure with a unit, below a limit (`strict`) or up to it. */
export function below(measure: string, value: number, limit: number, unit: string, isStrict = true): Finding {
  return {
    measure,
    value: withUnit(value, unit),
    interval: '',
    budget: `${isStrict ? '<' : '<='} ${limit} ${unit}`,
    ok: isStrict ? value < limit : value <= limit,
    facts: { value },
  };
}

/** A figure that explains others and has no budget of its own. */
export function note(measure: string, value: number, unit: string): Finding {
  return { measure, value: withUnit(value, unit), interval: '', budget: '', ok: null, facts: { value } };
}

/** A ratio that explains others and has no budget of its own. */
export function noteRatio(measure: string, ratio: Estimate): Finding {
  return {
    measure,
    value: `${ratio.value.toFixed(2)} x`,
    interval: interval(ratio),
    budget: '',
    ok: null,
    facts: { ...ratio },
  };
}

/** Says plainly that there is no figure, and why. */
export function notMeasured(measure: string, budget: string, reason: string): Finding {
  return { measure, value: `not measured: ${reason}`, interval: '', budget, ok: null };
}

function interval({ low, high }: Estimate): string {
  return `${low.toFixed(2)} .. ${high.toFixed(2)}`;
}

function withUnit(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}

/** The findings as a Markdown table, with padded columns so that it reads well in a terminal too. */
export function formatTable(findings: Finding[]): string {
  const head = ['measure', 'value', 'interval', 'budget', 'ok'];
  const rows = findings.map(({ measure, value, interval, budget, ok }) => [
    measure,
    value,
    interval,
    budget,
    ok === null ? '' : ok ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

/** Writes the findings to bench/results/<time>.json and returns the path. */
export function writeResults(findings: Finding[], options: Record<string, unknown>): string {
  const directory = join(PROJECT_ROOT, 'bench/results');
  const file = join(directory, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version, platform: process.platform };
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, options, findings }, null, 2)}\n`);
  return file;
}
