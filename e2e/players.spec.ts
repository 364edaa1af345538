import { SignInPage } from './pages/sign-in-page.ts';
import { expect, test } from './support/journey.ts';

test('enrolment names the player of the same name and birth date, and goes on once it is confirmed', async ({
  page,
}) => {
  await new SignInPage(page).signInAs('Harbor: Pit boss', '/pit');
  const dialog = page.getByRole('dialog');
  for (const surname of ['Quesada', 'QUESADA']) {
    await page.getByRole('button', { name: 'Find player' }).click();
    await dialog.getByLabel('Name or loyalty id').fill(`Jose ${surname} new`);
    await dialog.getByRole('button', { name: 'Enrol a new player' }).click();
    await dialog.getByLabel('Last name').fill(surname);
    await dialog.getByLabel(/Date of birth/).fill('1971-03-04');
    await dialog.getByRole('button', { name: 'Enrol and choose a seat' }).click();
    if (surname === 'Quesada') {
      await expect(dialog).toContainText('Open slip for Jose Quesada');
      // From the seat back to the search, and out of it.
      await page.keyboard.press('Escape');
      await expect(dialog.getByLabel('Name or loyalty id')).toBeVisible();
      await page.keyboard.press('Escape');
    }
  }
  const notice = dialog.getByRole('alert');
  await expect(notice).toContainText('Somebody of this name and birth date is here already');
  await expect(notice.getByRole('link', { name: 'Jose Quesada' })).toBeVisible();
  await notice.getByRole('button', { name: /Enrol anyway/ }).click();
  await expect(dialog).toContainText('Open slip for Jose QUESADA');
});

test('the list of players keeps its search and filters in the address, through a player and back', async ({ page }) => {
  await new SignInPage(page).signInAs('Harbor: Pit boss', '/players');
  const list = page.getByRole('list', { name: 'Players' });
  // More are read as one goes down, and only those in view are drawn.
  const farDown = list.locator('[aria-posinset="90"]');
  await expect(async () => {
    await list.getByRole('listitem').last().scrollIntoViewIfNeeded();
    await expect(farDown).toBeAttached({ timeout: 500 });
  }).toPass();
  expect(await list.getByRole('listitem').count()).toBeLessThan(50);
  await page.getByLabel('Name or loyalty id').fill('abara');
  await page.getByRole('combobox', { name: 'Tier' }).selectOption('bronze');
  await expect(page).toHaveURL(/\/players\?tier=bronze#q=abara/);
  const first = list.getByRole('link').first();
  await expect(first).toContainText('Abara');
  await first.click();
  await page.waitForURL(/\/players\/[0-9a-f-]{36}/);
  await page.goBack();
  await expect(page.getByLabel('Name or loyalty id')).toHaveValue('abara');
  await expect(page.getByRole('combobox', { name: 'Tier' })).toHaveValue('bronze');
  await list.getByRole('link').first().click();
  await page.waitForURL(/\/players\/[0-9a-f-]{36}/);
  await page.getByRole('main').getByRole('link', { name: 'Players' }).click();
  await expect(page).toHaveURL(/\/players\?tier=bronze#q=abara/);
  await page.getByLabel('Name or loyalty id').fill('nobody of this name');
  await page.getByRole('button', { name: 'Show everybody' }).click();
  await expect(page).toHaveURL(/\/players$/);
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-posinset', '1');
});
