import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The reconciliation queue with its drawers, in the words a person sees. */
export class ReconcilePage {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
  }

  /** Opens the row of somebody, by loyalty id. */
  async openRow(loyaltyId: string): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(loyaltyId) })
      .first()
      .click();
    await expect(this.dialog.getByRole('heading', { name: 'Is it the same person?' })).toBeVisible();
  }

  /** Closes the drawer, whatever step of it shows. */
  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  async show(status: 'Waiting' | 'Applied' | 'Kept' | 'Reverted'): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${status}`) }).check();
  }

  async showView(view: 'Queue' | 'History'): Promise<void> {
    await this.page.getByRole('radio', { name: view, exact: true }).check();
  }

  /** Says why, and takes back. */
  async revert(reason: string, confirm: RegExp): Promise<void> {
    await this.dialog.getByRole('radio', { name: reason }).check();
    await this.dialog.getByRole('button', { name: confirm }).click();
  }

  /** The lines of a report that a link leads to, without the header. */
  async downloadReport(link: Locator): Promise<string[]> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), link.click()]);
    const text = await readFile(await download.path(), 'utf8');
    return text.trimEnd().split('\r\n').slice(1);
  }
}
