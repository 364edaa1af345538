import type { Browser, Page } from '@playwright/test';
import type { Sql } from 'postgres';
import { compileRooms, ROOMS } from '../words/compile.ts';
import { LANGUAGES, type Language } from '../words/languages.ts';
import { makeWords, type WordKey } from '../words/say.ts';
import { countEntries, takeSlip } from './support/database.ts';
import { answerWith, expect, test } from './support/journey.ts';

const OTHERS = [
  { language: 'es', locale: 'es-MX' },
  { language: 'zh-Hans', locale: 'zh-CN' },
] as const;

async function newTablet(browser: Browser, locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true, locale });
  return context.newPage();
}

/** Says a message as the screen does. */
function speak(language: Language) {
  const { i18n } = makeWords(language, compileRooms(language, ROOMS));
  return (key: WordKey, values?: Record<string, string | number>) => i18n._(key, values);
}

/** English texts without a value that read otherwise in another language: where one is seen, it was left behind. */
function listEnglishOf(language: Language): string[] {
  const [english, other] = [compileRooms('en', ROOMS), compileRooms(language, ROOMS)];
  const textOf = (message: unknown) =>
    Array.isArray(message) && message.every((part) => typeof part === 'string') ? message.join('') : null;
  const texts = Object.keys(english).flatMap((key) => {
    const text = textOf(english[key]);
    return text !== null && text !== textOf(other[key]) ? [text] : [];
  });
  const said = new Set(Object.values(other).map(textOf));
  return texts.filter((text) => !said.has(text));
}

/** What the casinos of the demo call their own things, which no language changes. */
async function listNames(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from public.pit union select name from public.loyalty_tier union select name from public.reward_catalog
    union select upper(left(kind, 1)) || replace(substr(kind, 2), '_', ' ') from public.reward_catalog
    union select name from public.promo_program union select name from public.shift_pattern union select name from public.shift`;
  return rows.map(({ name }) => name);
}

/** What the page says, to the eye and to a screen reader. */
async function readPage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest('script, style') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const texts: string[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
    for (const name of ['aria-label', 'placeholder', 'title'])
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '');
    return texts;
  });
}

/** What screens show beside what they open with. */
const VIEWS = [
  '/promos?view=programs',
  '/mtl?view=day',
  '/catalog?view=earning',
  '/reconcile?view=history',
  '/audit?view=trail',
  '/compliance?section=exclusions&view=hits',
  '/compliance?section=exclusions&view=lists',
];

/** Where an admin's navigation leads, so that a new screen is looked at without being named here. */
function listScreens(page: Page): Promise<string[]> {
  const links = page.getByRole('navigation').getByRole('link');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

/** The sections of compliance, by their addresses. */
async function listSections(page: Page): Promise<string[]> {
  await page.goto('/compliance');
  await expect(page).toHaveURL(/section=/);
  const tabs = page.getByRole('main').getByRole('tablist').first().getByRole('tab');
  const sections: string[] = [];
  for (const section of (await tabs.all()).slice(1)) {
    const before = page.url();
    await section.click();
    await expect(page).not.toHaveURL(before);
    sections.push(page.url());
  }
  return sections;
}

/** What is looked at in one journey: all that there is would take longer than one may. */
const PLACES = {
  screen: listScreens,
  'further view': async (page: Page) => [...VIEWS, ...(await listSections(page))],
};

async function lookAt(page: Page, places: string[], look: (place: string) => Promise<void>): Promise<void> {
  expect(places.length).toBeGreaterThan(VIEWS.length);
  for (const place of places) {
    await page.goto(place);
    await expect(page.getByRole('status', { name: /./ }).or(page.getByRole('main')).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await look(place);
  }
}

for (const { language, locale } of OTHERS) {
  const say = speak(language);

  test(`a reward in ${LANGUAGES[language]}: from the sign-in to the slip`, async ({ browser, sql }) => {
    const slip = await takeSlip(sql);
    const page = await newTablet(browser, locale);
    await page.goto('/pit');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('shell.signInTitle'));
    // The first poll says that the page is alive and no longer only drawn.
    const alive = page.waitForResponse('**/api/v1/floor');
    await page.getByRole('button', { name: `Harbor: ${say('labels.role_pit_boss')}` }).click();
    await alive;
    await page.locator(`#seat-${slip.id}`).click();
    await page.getByRole('button', { name: say('domain.issueReward') }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('radio', { name: '250', exact: true }).click();
    await drawer.getByRole('button', { name: say('loyalty.issuePoints', { points: 250 }) }).click();
    await expect(drawer).toBeHidden();
    await expect(page.getByText(say('shell.pointsIssued', { points: '250', player: slip.playerName }))).toBeVisible();
    await expect.poll(() => countEntries(sql, slip.id, 250)).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await page.context().close();
  });

  for (const [kind, listPlaces] of Object.entries(PLACES)) {
    test(`every ${kind} in ${LANGUAGES[language]}: nothing is left in English`, async ({ browser, sql }) => {
      const names = await listNames(sql);
      const english = new Set(listEnglishOf(language).filter((text) => !names.includes(text)));
      const page = await newTablet(browser, locale);
      await page.goto('/pit');
      await page.getByRole('button', { name: `Harbor: ${say('labels.role_admin')}` }).click();
      await page.waitForURL(/\/pit/);
      await lookAt(page, await listPlaces(page), async (place) => {
        const left = (await readPage(page)).filter((text) => english.has(text));
        expect(left, place).toEqual([]);
      });
      await page.context().close();
    });
  }
}

/** Signs in at a screen that speaks a language, as whoever has a role there. */
async function signIn(page: Page, language: Language, role: 'cashier' | 'dealer'): Promise<void> {
  await page.getByRole('button', { name: `Harbor: ${speak(language)(`labels.role_${role}`)}` }).click();
  await page.waitForURL(/\/pit/);
}

/** The person's menu, by what the role is called in the language of the screen. */
function menuOf(page: Page, language: Language, role: 'cashier' | 'dealer') {
  return page.getByRole('banner').getByRole('button', { name: new RegExp(speak(language)(`labels.role_${role}`)) });
}

test('the language that a person chose is theirs on every tablet, and nobody else’s', async ({ browser }) => {
  const one = await newTablet(browser, 'en-US');
  await one.goto('/pit');
  await signIn(one, 'en', 'cashier');
  await menuOf(one, 'en', 'cashier').click();
  await one.getByRole('menuitemradio', { name: LANGUAGES.es }).click();
  await expect(menuOf(one, 'es', 'cashier')).toBeVisible();

  const two = await newTablet(browser, 'en-US');
  await two.goto('/pit');
  await signIn(two, 'en', 'cashier');
  await menuOf(two, 'es', 'cashier').click();
  await two.getByRole('menuitem', { name: speak('es')('shell.signOut'), exact: true }).click();
  await two.waitForURL(/\/login/);
  await signIn(two, 'es', 'dealer');
  await expect(menuOf(two, 'en', 'dealer')).toBeVisible();
  await one.context().close();
  await two.context().close();
});

for (const [kind, listPlaces] of Object.entries(PLACES))
  test(`a text that is 40 % longer breaks no layout of a ${kind}`, async ({ browser }) => {
    const page = await newTablet(browser, 'en-US');
    await page.goto('/pit');
    await page.getByRole('button', { name: `Harbor: ${speak('en')('labels.role_admin')}` }).click();
    await page.waitForURL(/\/pit/);
    await lookAt(page, await listPlaces(page), async (place) => expect(await listBroken(page), place).toEqual([]));
    await page.context().close();
  });

for (const language of Object.keys(LANGUAGES) as Language[])
  test(`a tablet held upright shows all sections of compliance, and what waits in them: ${LANGUAGES[language]}`, async ({
    browser,
  }) => {
    const locale = OTHERS.find((other) => other.language === language)?.locale ?? 'en-US';
    const page = await newTablet(browser, locale);
    await page.setViewportSize({ width: 820, height: 1180 });
    await answerWith(page, '**/api/v1/compliance/waiting', { cases: 24, overdueCases: 2, hits: 11 });
    await answerWith(page, '**/api/v1/lens-findings/count*', { from: '2026-01-01', to: '2026-01-15', count: 38 });
    await page.goto('/compliance?section=seals');
    await page.getByRole('button', { name: `Harbor: ${speak(language)('labels.role_admin')}` }).click();
    const sections = page.getByRole('main').getByRole('tablist').first();
    await expect(sections.getByRole('tab', { name: /24/ })).toBeVisible();
    await expect(sections.getByRole('tab', { name: /11/ })).toBeVisible();
    await expect(sections.getByRole('tab', { name: /38/ })).toHaveCount(2);
    for (const tab of await sections.getByRole('tab').all()) await expect(tab).toBeInViewport({ ratio: 1 });
    expect((await sections.boundingBox())?.height).toBeLessThan(60);
    await page.context().close();
  });

/** Makes every text on the page 40 % longer, and names what then sticks out of its control or of the page. */
async function listBroken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const words = text.data.trim();
      // Figures are no longer in any language.
      if (!/\p{L}{3}/u.test(words) || text.parentElement?.closest('script, style, time')) continue;
      text.data = `${text.data.trimEnd()} ${words.slice(0, Math.ceil(words.length * 0.4) - 1)}`;
    }
    const isSeen = (element: Element) => element.getClientRects().length > 0 && !element.closest('.sr-only');
    const sticksOut = (element: Element) => {
      const own = element.getBoundingClientRect();
      return [...element.children].some((child) => {
        const { right, left, width } = child.getBoundingClientRect();
        return (
          width > 1 && (right > own.right + 1 || left < own.left - 1) && getComputedStyle(child).position !== 'absolute'
        );
      });
    };
    const controls = [...document.querySelectorAll('button, a, label, th')].filter(isSeen);
    const broken = controls.filter((control) => {
      const { overflowX } = getComputedStyle(control);
      return overflowX === 'visible' && (control.scrollWidth > control.clientWidth + 1 || sticksOut(control));
    });
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page itself'] : [];
    return [...wide, ...broken.map((control) => (control.textContent ?? '').trim().slice(0, 60))];
  });
}
