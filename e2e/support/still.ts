import type { Page } from '@playwright/test';

export type Theme = 'dark' | 'light';

/**
 * Makes the page a picture of itself: a copy that no code draws in any more, in which what the clock and chance write (times,
 * dates, how long something lasts, numbers of coupons, ids) stands as fixed text of the same kind.
 */
export async function holdStill(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const RULES: readonly (readonly [RegExp, string])[] = [
      [/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '7KQ2-M9XR-4TBC'],
      [/^[0-9a-f]{8}$/g, '07d19e7a'],
      [/\b[0-9a-f]{64}\b/g, '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef'],
      [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '01a2286f-ae33-7157-aa5d-295c2ce02c70'],
      [/\b\d{4}-\d{2}-\d{2}\b/g, '2026-11-28'],
      [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2}\b( \d{4})?/g, 'Sat 28 Nov'],
      [/\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b( \d{4})?/g, '28 Nov'],
      [/(lun|mar|mié|jue|vie|sáb|dom) \d{1,2} [a-z]{3}\b( \d{4})?/g, 'sáb 28 nov'],
      [/\b\d{1,2}:\d{2}(:\d{2})?\b/g, '12:34'],
      [/\b\d+ h( \d{2})?\b/g, '1 h 23'],
      [/\b\d+ (min|s)\b/g, '45 $1'],
    ];
    const still = (text: string) => RULES.reduce((so, [pattern, fixed]) => so.replace(pattern, fixed), text);
    const shown = [...document.body.querySelectorAll('*')];
    const copy = document.body.cloneNode(true) as HTMLElement;
    const copied = [...copy.querySelectorAll('*')];
    // What draws goes on in the page that was, dialogs too, which ask the document for its body each time.
    const drawn = document.body;
    drawn.replaceWith(copy);
    Object.defineProperty(document, 'body', { get: () => drawn });
    shown.forEach((element, place) => {
      const twin = copied[place];
      if (!twin) return;
      if (element instanceof HTMLSelectElement && twin instanceof HTMLSelectElement) twin.value = element.value;
      if (twin instanceof HTMLInputElement && twin.type !== 'file') twin.value = still(twin.value);
      if (element.scrollTop > 0) twin.scrollTop = element.scrollTop;
    });
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) node.textContent = still(node.textContent ?? '');
  });
}

/** The same page in the other colours: a theme is styles alone. */
export async function wearTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
    document.documentElement.style.colorScheme = name;
  }, theme);
}
