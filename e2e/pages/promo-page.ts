import { expect, type Locator, type Page } from '@playwright/test';
import { SignInPage } from './sign-in-page.ts';

/** The promo screen with its drawers, in the words a person sees. */
export class PromoPage {
  readonly page: Page;
  readonly drawer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.drawer = page.getByRole('dialog');
  }

  async signInAs(account: string): Promise<void> {
    await new SignInPage(this.page).signInAs(account, '/promos');
  }

  /** Issues a coupon to a player and returns its number as it is read aloud. */
  async issue(program: string, player: string): Promise<string> {
    await this.page.getByRole('button', { name: 'Issue coupon' }).click();
    await this.choose(program, player);
    await this.drawer.getByRole('button', { name: `Issue ${program}` }).click();
    return this.readNumber();
  }

  async choose(program: string, player: string): Promise<void> {
    await this.drawer.getByRole('radio', { name: new RegExp(`^${escapeRegExp(program)}`) }).click();
    await this.drawer.getByLabel('Player: name or loyalty id').fill(player);
    await this.drawer.getByRole('list', { name: 'Players' }).getByRole('button').first().click();
  }

  /** The number of the coupon that has just come to be. */
  async readNumber(): Promise<string> {
    const number = this.drawer.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).first();
    await expect(number).toBeVisible();
    return (await number.textContent()) ?? '';
  }

  async find(number: string): Promise<void> {
    const search = this.page.getByRole('search', { name: 'Find a coupon' });
    await search.getByLabel('Validation number').fill(number);
    await search.getByLabel('Validation number').press('Enter');
  }

  async open(number: string): Promise<void> {
    await this.find(number);
    await expect(this.drawer.getByRole('heading', { name: number })).toBeVisible();
  }

  async void(reason: string): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Void', exact: true }).click();
    await this.drawer.getByRole('radio', { name: reason }).click();
    await this.drawer.getByRole('button', { name: 'Void coupon' }).click();
  }

  async replace(reason: string): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Replace', exact: true }).click();
    await this.drawer.getByRole('radio', { name: reason }).click();
    await this.drawer.getByRole('button', { name: 'Replace coupon' }).click();
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
