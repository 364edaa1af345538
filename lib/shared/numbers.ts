import { LOCALES } from '@/words/languages';
import { language } from '@/words/say';

/** Plain numbers stand apart from `format`, which the sign-in page goes without. */
const HUNDREDTHS: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };
const formats = new Map<string, Intl.NumberFormat>();

/** `Intl`'s way to write numbers, made once for each language and set of options. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language()}:${options.currency}:${options.minimumFractionDigits}:${options.maximumFractionDigits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(LOCALES[language()], options);
  formats.set(key, made);
  return made;
}

/** Any figure with at most two decimals: `10,000`, `0.01`. */
export function formatNumber(value: number): string {
  return numberFormat(HUNDREDTHS).format(value);
}
