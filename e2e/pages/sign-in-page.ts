import { expect, type Page } from '@playwright/test';

/** What each screen asks for over and over; the first time says that the page is alive and no longer only drawn. */
const FIRST_POLL: Record<string, string> = {
  '/pit': '**/api/v1/floor',
  '/promos': '**/api/v1/promo-coupons?*',
  '/shift': '**/api/v1/shift-dashboard*',
};

/** The sign-in screen. */
export class SignInPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** One tap on a demo account, such as `Harbor: Pit boss`; ends when the page that was asked for answers to taps. */
  async signInAs(account: string, path = '/pit'): Promise<void> {
    await this.page.goto(path);
    // By the whole path: another view of a screen asks for other things.
    const poll = FIRST_POLL[path];
    const alive = poll ? this.page.waitForResponse(poll) : undefined;
    await this.tap(account);
    await this.page.waitForURL((url) => !url.pathname.startsWith('/login'));
    await alive;
  }

  /** One tap on a demo account, once React has taken the page over from the server: before, it would be lost. */
  async tap(account: string): Promise<void> {
    const button = this.page.getByRole('button', { name: account });
    const isAlive = () =>
      button.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__reactProps')));
    // Anew where the page was on its way to another one meanwhile.
    await expect(async () => expect(await isAlive()).toBe(true)).toPass();
    await button.click();
  }

  async submit(email: string, password: string): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}
