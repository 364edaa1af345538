import type { RuleName } from '@/words/say';

/** What is wrong with a field: the rule that it breaks, and the figures of that rule. Words for it are in the catalogue. */
export type Rule = { rule: string; params?: Record<string, string | number> };

const MARK = 'rule:';

/** A rule where a schema, or a form, has room for a text only. `readRule` reads it back. */
export function rule(name: RuleName, params?: Rule['params']): string {
  return ruleText({ rule: name, ...(params ? { params } : {}) });
}

/** Any rule as a text, also one that only a newer server knows. */
export function ruleText({ rule, params = {} }: Rule): string {
  return MARK + JSON.stringify({ rule, params });
}

/** The rule that a text stands for; null for any other text. */
export function readRule(text: string): Rule | null {
  return text.startsWith(MARK) ? (JSON.parse(text.slice(MARK.length)) as Rule) : null;
}

/** The fields of a refusal with their rules; what is no rule is left out. */
export function rulesOf(fields: unknown): [field: string, rule: Rule][] {
  return Object.entries(fields ?? {}).filter((field): field is [string, Rule] => isRule(field[1]));
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'rule' in value && typeof value.rule === 'string';
}
