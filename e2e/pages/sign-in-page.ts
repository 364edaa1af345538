import type { Page } from '@playwright/test';

/** The sign-in screen. */
export class SignInPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** One tap on a demo account, such as `Harbor: Pit boss`; ends when the page that was asked for answers to taps. */
  async signInAs(account: string, path = '/pit'): Promise<void> {
    await this.page.goto(path);
    // The first poll says that the page is alive and no longer only drawn.
    const alive = path.startsWith('/pit') ? this.page.waitForResponse('**/api/v1/floor') : undefined;
    await this.page.getByRole('button', { name: account }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/login'));
    await alive;
  }

  async submit(email: string, password: string): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}
