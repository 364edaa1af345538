import { expect, type Locator, type Page } from '@playwright/test';
import { SignInPage } from './sign-in-page.ts';

/** The screen of legacy files, in the words a person sees. */
export class ImportsPage {
  readonly page: Page;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('list', { name: 'Rows' });
  }

  async signInAs(account: string): Promise<void> {
    await new SignInPage(this.page).signInAs(account, '/imports');
    await expect(this.page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  }

  /** Sends a file; ends when the import it became is on the screen. */
  async send(name: string, file: string | Uint8Array): Promise<void> {
    await this.choose(name, file);
    await expect(this.page.getByRole('heading', { name })).toBeVisible();
  }

  async choose(name: string, file: string | Uint8Array): Promise<void> {
    await this.page
      .getByLabel('CSV file or workbook')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(file) });
  }

  /** Says which column each field is read from. */
  async map(columns: Record<string, string>): Promise<void> {
    for (const [field, column] of Object.entries(columns)) {
      await this.page.getByLabel(field, { exact: true }).selectOption({ label: column });
    }
    await this.save();
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save and read the rows' }).click();
    await expect(this.page.getByText('Not saved yet')).toBeHidden();
    await expect(this.page.getByRole('button', { name: 'Reading the rows …' })).toBeHidden();
  }

  /** Why a file was not taken, as the screen says it. */
  async expectRefusal(text: string): Promise<void> {
    await expect(this.page.getByRole('main').getByRole('alert')).toContainText(text);
  }

  /** How the rows add up, as the screen says it. */
  async expectSum(text: string): Promise<void> {
    await expect(this.page.getByRole('main').getByText(text)).toBeVisible();
  }
}
