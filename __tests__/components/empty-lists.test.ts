import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { createElement, type FunctionComponent, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { NothingOnRecord } from '@/components/audit/audit-list';
import { NoCases } from '@/components/compliance/case-list';
import { NoExclusions } from '@/components/compliance/exclusion-list';
import { NoHits } from '@/components/compliance/hit-list';
import { NoFindings } from '@/components/compliance/lens-section';
import { NoMatches } from '@/components/compliance/proposal-list';
import { NoPlayers } from '@/components/domain/no-players';
import { DueList } from '@/components/floor/due-list';
import { NoTables } from '@/components/floor/floor-grid';
import { NoImports } from '@/components/imports/import-list';
import { NoRows as NoImportRows } from '@/components/imports/import-rows';
import { NoEntries as NoCashEntries } from '@/components/mtl/log-view';
import { NoCoupons as NoCouponsOfPlayer } from '@/components/player/coupons-panel';
import { NoEntries as NoPoints } from '@/components/player/points-panel';
import { NoCoupons } from '@/components/promo/coupon-list';
import { NoRows as NoQueueRows } from '@/components/reconcile/queue-list';
import { NoRewards } from '@/components/rewards/reward-list';
import { MeProvider } from '@/hooks/casino/me-context';
import { capabilitySchema, type Me, type StaffRole } from '@/services/casino/dtos';
import { may } from '../security/expectations';

const nothing = () => {};
/** Links ask for one; nobody follows them here. */
const ROUTER: AppRouterInstance = {
  bfcacheId: '',
  back: nothing,
  forward: nothing,
  refresh: nothing,
  push: nothing,
  replace: nothing,
  prefetch: nothing,
};

/** Somebody of a casino that has just been made. */
function somebody(role: StaffRole): Me {
  return {
    staff: {
      id: 'staff',
      name: 'Somebody',
      email: 'somebody@new.example',
      role,
      language: null,
      hasPin: false,
      worksElsewhere: false,
      licence: null,
      passwordLink: null,
    },
    capabilities: capabilitySchema.options.filter((capability) => may(role, capability)),
    casino: { id: 'casino', slug: 'new', name: 'New' },
    settings: {
      timeZone: 'UTC',
      utcOffsets: [{ startsAt: '2020-01-01T00:00:00Z', endsAt: '2040-01-01T00:00:00Z', seconds: 0 }],
      gamingDayStart: '06:00',
      currency: 'USD',
      rewardSoftCapPoints: 1000,
      rewardPresetPoints: [100],
      rewardsPerStaffPerMinute: null,
      correctionDebtLimitPoints: 0,
      promoRequireExactMatch: false,
      promoAllowAnonymousIssuance: false,
      idleLockMinutes: null,
      sharesRecognition: false,
    },
    gamingDay: '2026-11-20',
  };
}

type Shown = { title: string; meaning: string; ways: string[] };

function show(list: ReactElement, role: StaffRole = 'admin'): Shown {
  const person = createElement(MeProvider as FunctionComponent<{ me: Me }>, { me: somebody(role) }, list);
  const html = renderToStaticMarkup(createElement(AppRouterContext, { value: ROUTER }, person));
  const textOf = (markup: string | undefined) => (markup ?? '').replace(/<[^>]*>/g, '').trim();
  const [title, ...rest] = html.split(/<p class="font-semibold">(.*?)<\/p>/).slice(1);
  const after = rest.join('');
  const ways = [...after.matchAll(/<(button|a)\b.*?<\/\1>/g)].map(([way]) => textOf(way));
  return { title: textOf(title), meaning: textOf(after.replace(/<(button|a)\b.*?<\/\1>/g, '')), ways };
}

const onShowAll = nothing;
const LISTS: [list: string, empty: ReactElement, narrowed: ReactElement][] = [
  [
    'players',
    createElement(NoPlayers, { isSearch: false }),
    createElement(NoPlayers, { isSearch: true, action: createElement('button', { type: 'button' }, 'Show everybody') }),
  ],
  [
    'tables',
    createElement(NoTables, {
      isDueOnly: false,
      isOnePit: false,
      onShowAll,
      onShowAllPits: nothing,
      onFindPlayer: nothing,
    }),
    createElement(NoTables, {
      isDueOnly: false,
      isOnePit: true,
      onShowAll,
      onShowAllPits: nothing,
      onFindPlayer: nothing,
    }),
  ],
  [
    'coupons',
    createElement(NoCoupons, { hasAny: false, onShowAll, onIssue: nothing }),
    createElement(NoCoupons, { hasAny: true, onShowAll, onIssue: nothing }),
  ],
  [
    'coupons of a player',
    createElement(NoCouponsOfPlayer, { isFiltered: false, onShowAll }),
    createElement(NoCouponsOfPlayer, { isFiltered: true, onShowAll }),
  ],
  [
    'points of a player',
    createElement(NoPoints, { isFiltered: false, onShowAll }),
    createElement(NoPoints, { isFiltered: true, onShowAll }),
  ],
  [
    'rewards',
    createElement(NoRewards, { isNarrowed: false, onCreate: nothing, onShowAll }),
    createElement(NoRewards, { isNarrowed: true, onCreate: nothing, onShowAll }),
  ],
  [
    'entries of the cash log',
    createElement(NoCashEntries, { isNarrow: false, onShowAll, onEnter: nothing }),
    createElement(NoCashEntries, { isNarrow: true, onShowAll, onEnter: nothing }),
  ],
  [
    'rows of an import',
    createElement(NoImportRows, { filter: 'all', onShowAll }),
    createElement(NoImportRows, { filter: 'error', onShowAll }),
  ],
  [
    'rows to reconcile',
    createElement(NoQueueRows, { status: 'pending', isNarrowed: false, onShowAll }),
    createElement(NoQueueRows, { status: 'pending', isNarrowed: true, onShowAll }),
  ],
  [
    'the audit trail',
    createElement(NothingOnRecord, { isNarrow: false, onShowAll }),
    createElement(NothingOnRecord, { isNarrow: true, onShowAll }),
  ],
  [
    'cases',
    createElement(NoCases, { isNarrow: false, onShowAll, onShowWaiting: nothing }),
    createElement(NoCases, { isNarrow: true, onShowAll, onShowWaiting: nothing }),
  ],
  [
    'exclusions',
    createElement(NoExclusions, { isNarrow: false, onShowAll }),
    createElement(NoExclusions, { isNarrow: true, onShowAll }),
  ],
  [
    'hits',
    createElement(NoHits, { isNewOnly: false, onShowAll }),
    createElement(NoHits, { isNewOnly: true, onShowAll }),
  ],
  [
    'matches',
    createElement(NoMatches, { isDecided: false, onShowUndecided: nothing }),
    createElement(NoMatches, { isDecided: true, onShowUndecided: nothing }),
  ],
];

describe('a list without a row', () => {
  test.each(LISTS)('%s: nothing yet, and nothing like that, read differently and lead on', (_, empty, narrowed) => {
    const [none, filtered] = [show(empty), show(narrowed)];
    expect(none.title).not.toBe(filtered.title);
    expect(none.meaning).not.toBe('');
    expect(filtered.ways).toHaveLength(1);
  });

  test('findings that were acknowledged are a tap away', () => {
    expect(show(createElement(NoFindings, { onShowAcknowledged: nothing })).ways).toEqual([
      'Show acknowledged ones too',
    ]);
    expect(show(createElement(NoFindings, { onShowAcknowledged: undefined })).ways).toEqual([]);
  });
});

describe('a casino without anything has a way forward', () => {
  test.each([
    ['pit_boss', ['Enrol a player']],
    ['loyalty_manager', ['Import a file']],
    ['admin', ['Enrol a player', 'Import a file']],
    ['cashier', []],
  ] as [StaffRole, string[]][])('without a player, to %s', (role, ways) => {
    const shown = show(createElement(NoPlayers, { isSearch: false }), role);
    expect(shown).toEqual({
      title: 'Nobody is enrolled yet',
      meaning:
        'A pit boss enrols players on the pit. A loyalty manager brings along those of the system before with an import.',
      ways,
    });
  });

  test('without tables, which no screen makes', () => {
    const empty = LISTS.find(([list]) => list === 'tables')?.[1];
    expect(empty && show(empty)).toEqual({
      title: 'No pits and tables yet',
      meaning:
        'An admin sets them up under Tables, and they show here at once. Players can be found and enrolled before.',
      ways: ['Find player'],
    });
  });

  test('with nobody seated, nobody is told to tap a seat', () => {
    const idle = createElement(DueList, { due: [], hasPlayers: false, onSelect: nothing });
    expect(show(idle, 'pit_boss')).toMatchObject({
      title: 'Nobody is seated',
      meaning: expect.stringMatching(/^Find a player/),
    });
    expect(show(idle, 'dealer').meaning).toBe('When somebody is seated, the slip shows here at once.');
    expect(show(createElement(DueList, { due: [], hasPlayers: true, onSelect: nothing })).title).toBe(
      'Tap a seat to see its slip',
    );
  });

  test('without an import: who sends files is told what, others by whom', () => {
    expect(show(createElement(NoImports), 'loyalty_manager').meaning).toMatch(/^Send a file: a row per player/);
    expect(show(createElement(NoImports), 'compliance').meaning).toMatch(/^A loyalty manager sends the file/);
    const queue = createElement(NoQueueRows, { status: 'pending', isNarrowed: false, onShowAll });
    expect(show(queue, 'loyalty_manager').ways).toEqual(['Import a file']);
    expect(show(queue, 'compliance')).toMatchObject({ title: 'Nothing waits', ways: [] });
  });

  test('without a coupon: the one who may issue one is offered it', () => {
    const offered = createElement(NoCoupons, { hasAny: false, onShowAll, onIssue: nothing });
    expect(show(offered)).toMatchObject({ title: 'No coupon was issued yet', ways: ['Issue coupon'] });
    expect(show(createElement(NoCoupons, { hasAny: false, onShowAll, onIssue: undefined })).ways).toEqual([]);
  });
});
