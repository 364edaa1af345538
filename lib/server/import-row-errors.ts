import { inEnglish } from '@/words/english';

type Facts = Record<string, unknown>;

const FIGURES = ['expected', 'found', 'max', 'min'];

/** An error of a row with its figures, by which a screen says it in its own language, and with a sentence in English. */
export function withSentence(error: Facts): Facts {
  const code = String(error.code);
  const figures = FIGURES.flatMap((name) => (typeof error[name] === 'number' ? [[name, error[name]] as const] : []));
  // The length of a row is bounded in bytes, and said in KB.
  const said = figures.map(([name, value]) => [name, code === 'ROW_TOO_LARGE' ? value / 1024 : value]);
  const params = Object.fromEntries(said) as Record<string, number>;
  const sentence = inEnglish(`rowErrors.${code}`, params);
  // A code without words speaks for itself.
  const message = sentence === code ? inEnglish('rowErrors.unknown', { code }) : sentence;
  return { ...error, message, ...(said.length > 0 ? { params } : {}) };
}

/** A page of rows, each error of each with its sentence. */
export function withSentences(page: unknown): unknown {
  const { items, ...rest } = page as { items: { errors: Facts[] }[] };
  return { ...rest, items: items.map((item) => ({ ...item, errors: item.errors.map(withSentence) })) };
}
