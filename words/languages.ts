/** The languages of the product, each under its own name: whoever looks for theirs may not read the others. English is what the rest is checked against. */
export const LANGUAGES = { en: 'English', es: 'Español', 'zh-Hans': '简体中文' } as const;

/** How `Intl` knows them. Spanish is that of the Americas: its figures are written as the chips and the papers of the floor have them. */
export const LOCALES: Record<Language, string> = { en: 'en-US', es: 'es-US', 'zh-Hans': 'zh-Hans-CN' };

export type Language = keyof typeof LANGUAGES;

/** Where the choice is remembered on a device; the person's own record has it too. */
export const LANGUAGE_COOKIE = 'pitside-language';

/** Where nobody has chosen, and no language of the browser is among ours. */
export const FIRST_LANGUAGE: Language = 'en';

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/** The first of a browser's languages (`Accept-Language`) that is ours: `zh-CN` and `zh-SG` are written as `zh-Hans` is. */
export function pickLanguage(acceptLanguage: string | null): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/;\s*q=/);
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    const found = languageOf(tag);
    if (found) return found;
  }
  return FIRST_LANGUAGE;
}

function languageOf(tag: string): Language | null {
  if (/^zh\b(?!-(hant|tw|hk|mo)\b)/.test(tag)) return 'zh-Hans';
  const primary = tag.split('-')[0];
  return isLanguage(primary) ? primary : null;
}
