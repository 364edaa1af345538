import { expect, type Locator, type Page } from '@playwright/test';

/** The comps and offers of the Issue Reward drawer, wherever it was opened. */
export class OfferDrawer {
  readonly page: Page;
  readonly drawer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.drawer = page.getByRole('dialog', { name: /Issue reward/ });
  }

  async choose(tab: 'Comps' | 'Coupons', reward: string): Promise<void> {
    await this.drawer.getByRole('tab', { name: tab }).click();
    await this.offer(reward).click();
  }

  /** The row of a reward, with what it costs or why it can't be given. */
  offer(reward: string): Locator {
    return this.drawer.getByRole('radio', { name: new RegExp(`^${reward}`) });
  }

  confirm(): Locator {
    return this.drawer.getByRole('button', { name: /^Give / });
  }

  async give(tab: 'Comps' | 'Coupons', reward: string): Promise<void> {
    await this.choose(tab, reward);
    await this.confirm().click();
  }

  async expectGivenComp(): Promise<void> {
    await expect(this.drawer.getByRole('heading', { name: 'Given', exact: true })).toBeVisible();
  }

  async done(): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Done' }).click();
    await expect(this.drawer).toBeHidden();
  }
}
