import type { Page } from '@playwright/test';

/** The sign-in screen. */
export class SignInPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** One tap on a demo account, such as `Harbor: Pit boss`; ends on the page that was asked for. */
  async signInAs(account: string, path = '/pit'): Promise<void> {
    await this.page.goto(path);
    await this.page.getByRole('button', { name: account }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith('/login'));
  }

  async submit(email: string, password: string): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}
