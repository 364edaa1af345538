import { SignInPage } from './pages/sign-in-page.ts';
import { expect, test } from './support/journey.ts';

test('signing in leads back to where the person was going', async ({ page }) => {
  await page.goto('/pit?pit=Salon');
  await expect(page).toHaveURL(/\/login\?next=/);
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(page).toHaveURL(/\/pit\?pit=Salon$/);
  await expect(page.getByRole('heading', { name: 'Pit', level: 1 })).toBeVisible();
});

test('a wrong password is explained and nothing is lost', async ({ page, signIn }) => {
  await page.goto('/login');
  await signIn.submit('pitboss@harbor.example', 'not-the-password');
  await expect(page.getByText('The email or password is not right.')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue('pitboss@harbor.example');
});

test('a link in ?next= never leads to another site', async ({ page }) => {
  await page.goto('/login?next=https://elsewhere.example/');
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/pit/);
});

const OWN_SCREENS = [
  ['Dealer', '/pit'],
  ['Pit boss', '/pit'],
  ['Cashier', '/mtl'],
  ['Loyalty manager', '/catalog'],
  ['Compliance', '/compliance'],
  ['Admin', '/settings'],
] as const;

test('everybody who asked for nothing else begins on the screen of their work', async ({ page, context }) => {
  for (const [role, screen] of OWN_SCREENS) {
    // A screen that is still open notices by itself that the session is gone, and leads away from where one goes.
    await page.goto('about:blank');
    await context.clearCookies();
    await page.goto('/');
    await page.getByRole('button', { name: `Harbor: ${role}` }).click();
    await expect(page, role).toHaveURL((url) => url.pathname === screen);
    await expect(page.locator('nav [aria-current="page"]'), role).toHaveAttribute('href', screen);
  }
});

test('Back never shows the sign-in page to somebody signed in, and its address leads on', async ({ page }) => {
  await page.goto('/api/docs');
  await page.goto('/login?next=/players');
  await new SignInPage(page).tap('Harbor: Cashier');
  await expect(page).toHaveURL(/\/players$/);
  await page.getByRole('link', { name: 'Pit' }).click();
  await expect(page).toHaveURL(/\/pit$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/players$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/api\/docs$/);

  await page.goto('/login');
  await expect(page).toHaveURL(/\/mtl$/);
  await page.goto('/login?next=/pit%3Fdue%3Dtrue');
  await expect(page).toHaveURL(/\/pit\?due=true$/);
  await page.goto('/login?next=//elsewhere.example/');
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/mtl$/);
});

test('signing out ends it, also for the back button', async ({ page, signIn }) => {
  await signIn.signInAs('Harbor: Pit boss');
  await page.getByRole('button', { name: /Harbor Pit Boss/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto('/pit');
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByText('Your session ended.')).toHaveCount(0);
});

test('a session that ended while nobody looked: the page that is opened next says why it asks', async ({
  page,
  signIn,
  context,
}) => {
  await signIn.signInAs('Harbor: Pit boss');
  await page.goto('about:blank');
  for (const cookie of await context.cookies()) {
    if (cookie.name.includes('auth-token')) await context.addCookies([{ ...cookie, value: 'base64-over' }]);
  }
  await page.goto('/players');
  await expect(page).toHaveURL(/\/login\?next=%2Fplayers&ended=1$/);
  await expect(page.getByRole('status')).toContainText('Your session ended.Sign in to go on where you were.');
});

test('a session that ended leads to sign-in and back to the very slip', async ({ page, pit, signIn, context }) => {
  await signIn.signInAs('Harbor: Pit boss');
  const slipId = await page.locator('[id^="seat-"]').first().getAttribute('id');
  await page.locator(`#${slipId}`).click();
  await expect(pit.rewards).toBeVisible();
  const wanted = new URL(page.url()).search;
  await context.clearCookies();
  await expect(page).toHaveURL(/\/login\?next=/);
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(page).toHaveURL((url) => url.pathname === '/pit' && url.search === wanted);
  await expect(pit.rewards).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/pit$/);
});

test('a deactivated person is out on the next request', async ({ openTablet, sql }) => {
  const tablet = await openTablet('Summit: Pit boss');
  await expect(tablet.page.locator('[id^="seat-"]').first()).toBeVisible();
  await sql`update public.staff set is_active = false where email = 'pitboss@summit.example'`;
  try {
    await tablet.page.reload();
    await expect(tablet.page).toHaveURL(/\/login/);
  } finally {
    await sql`update public.staff set is_active = true where email = 'pitboss@summit.example'`;
  }
});

test('the navigation shows what the role may use', async ({ openTablet }) => {
  const floor = await openTablet('Harbor: Pit boss');
  await expect(floor.page.getByRole('link', { name: 'Pit' })).toBeVisible();
  await expect(floor.page.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  const compliance = await openTablet('Harbor: Compliance');
  await expect(compliance.page.getByRole('link', { name: 'Audit' })).toBeVisible();
});

test('a dealer sees the floor and is offered nothing that would be refused', async ({ openTablet }) => {
  const tablet = await openTablet('Harbor: Dealer');
  await tablet.page.locator('[id^="seat-"]').first().click();
  await expect(tablet.rewards).toBeVisible();
  await expect(tablet.page.getByRole('button', { name: 'Issue reward' })).toHaveCount(0);
  await expect(tablet.page.getByRole('button', { name: 'Close slip' })).toHaveCount(0);
});

test('every page comes with a policy that runs no script but its own', async ({ request }) => {
  for (const path of ['/login', '/offline', '/api/docs', '/nowhere', '/icons']) {
    const policy = (await request.get(path)).headers()['content-security-policy'];
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/);
    expect(policy, path).toContain("frame-ancestors 'none'");
  }
});
