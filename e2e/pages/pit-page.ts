import { expect, type JSHandle, type Locator, type Page } from '@playwright/test';

type RewardFrame = {
  rows: number;
  height: number;
  isOnSeat: boolean;
  isPending: boolean;
  visibleButtons: number;
};

/** The pit screen with its drawers, in the words a person sees. */
export class PitPage {
  readonly page: Page;
  readonly slip: Locator;
  readonly rewards: Locator;
  readonly issueDrawer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.slip = page.getByRole('complementary', { name: 'Rating slip' });
    this.rewards = page.getByRole('region', { name: 'Rewards on this slip' });
    this.issueDrawer = page.getByRole('dialog', { name: /Issue reward/ });
  }

  seat(slipId: string): Locator {
    return this.page.locator(`#seat-${slipId}`);
  }

  /** What stands on the seats, by the seat. */
  seatTexts(): Promise<Record<string, string | null>> {
    return this.page
      .locator('[id^="seat-"]')
      .evaluateAll((seats) => Object.fromEntries(seats.map((seat) => [seat.id, seat.textContent])));
  }

  /** The clock in the bar. */
  clock(): Promise<string | null> {
    return this.page.getByRole('banner').locator('time').textContent();
  }

  async openSlip(slipId: string): Promise<void> {
    await this.seat(slipId).click();
    await expect(this.rewards).toBeVisible();
  }

  /** The network goes once the open slip shows its rewards: what draws them comes after the first load. */
  async loseNetwork(): Promise<void> {
    await expect(this.rewards.getByText('Loading the rewards')).toHaveCount(0);
    await this.page.context().setOffline(true);
  }

  /** Finds a player who plays nowhere, up to where the seat is chosen. */
  async findToSeat(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Find player' }).click();
    await this.page.getByLabel('Name or loyalty id').fill(name);
    await this.page.getByRole('button', { name: new RegExp(`${name}.*Open slip`) }).click();
  }

  async pickSeat(tableLabel: string): Promise<void> {
    await this.page
      .getByRole('radio', { name: new RegExp(tableLabel) })
      .first()
      .click();
  }

  get openSlipButton(): Locator {
    return this.page.getByRole('dialog').getByRole('button', { name: /^(Open slip at|Choose a seat)/ });
  }

  /** The warning of the dialog that seats, or that asks before a step which does. */
  get notToBeSeated(): Locator {
    return this.page.getByRole('dialog').or(this.page.getByRole('alertdialog')).getByRole('alert');
  }

  /** Seat is open already: Issue reward, chip, confirm. */
  async issuePoints(points: number): Promise<void> {
    await this.openIssueDrawer();
    await this.choosePoints(points);
    await this.confirm(points);
  }

  async openIssueDrawer(): Promise<void> {
    await this.slip.getByRole('button', { name: 'Issue reward' }).click();
    await expect(this.issueDrawer).toBeVisible();
  }

  async choosePoints(points: number): Promise<void> {
    const preset = this.issueDrawer.getByRole('radio', { name: String(points), exact: true });
    if (await preset.isVisible()) return preset.click();
    await this.issueDrawer.getByRole('radio', { name: 'Other' }).click();
    await this.issueDrawer.getByLabel('How many points').fill(String(points));
  }

  async confirm(points: number): Promise<void> {
    await this.issueDrawer.getByRole('button', { name: `Issue ${points.toLocaleString('en-US')} points` }).click();
    await expect(this.issueDrawer).toBeHidden();
  }

  /** The row of a reward in the slip's list. */
  reward(points: number): Locator {
    return this.rewards.getByRole('listitem').filter({ hasText: `+${points.toLocaleString('en-US')}` });
  }

  /** How the row of a reward looks in each frame from now on, from the first one that has it. */
  async watchReward(points: number, slipId: string): Promise<JSHandle<RewardFrame[]>> {
    const list = await this.rewards.elementHandle();
    const seat = await this.seat(slipId).elementHandle();
    return this.page.evaluateHandle(
      ({ list, seat, text }) => {
        const frames: RewardFrame[] = [];
        const look = () => {
          requestAnimationFrame(look);
          const rows = [...(list?.querySelectorAll('li') ?? [])].filter((row) => row.textContent?.includes(text));
          if (rows.length === 0 && frames.length === 0) return;
          const buttons = rows.flatMap((row) => [...row.querySelectorAll('button')]);
          frames.push({
            rows: rows.length,
            height: rows[0]?.getBoundingClientRect().height ?? 0,
            isOnSeat: seat?.textContent?.includes(text) ?? false,
            isPending: rows.some((row) => row.textContent?.includes('Not yet issued')),
            visibleButtons: buttons.filter((button) => button.checkVisibility({ visibilityProperty: true })).length,
          });
        };
        look();
        return frames;
      },
      { list, seat, text: `+${points}` },
    );
  }

  async expectIssued(points: number): Promise<void> {
    const row = this.reward(points);
    await expect(row).toHaveCount(1);
    await expect(row).not.toContainText('Not yet issued');
  }
}
