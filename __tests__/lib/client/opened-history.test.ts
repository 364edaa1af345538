import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { OpenedHistory, type OpenedName } from '@/lib/client/opened-history';
import { BrowserHistory } from '../../support/browser-history';

function openScreen(path = '/pit', tab = new BrowserHistory(`https://pitside.example${path}`)) {
  const opened = new OpenedHistory();
  opened.start(tab.window);
  opened.follow();
  return { tab, opened };
}

/** What is open under a name, as the screen at this path sees it. */
function shown(tab: BrowserHistory, opened: OpenedHistory, name: string): string | null | undefined {
  return opened.valueOf(name, new URL(tab.href).pathname);
}

describe('what somebody typed to find a person', () => {
  test('stands behind the #, which no server is sent, and is read from there after a reload', async () => {
    const { tab, opened } = openScreen();
    opened.say('q', 'Abara Ö&');
    opened.say('tier', 'bronze');
    await tab.rest();
    expect(tab.address).toBe('/pit?tier=bronze#q=Abara+%C3%96%26');
    expect([tab.entries.length, tab.routerKnows]).toEqual([1, tab.href]);
    tab.reload();
    const { opened: after } = openScreen('', tab);
    expect(['q', 'tier'].map((name) => shown(tab, after, name))).toEqual(['Abara Ö&', 'bronze']);
    after.say('q', null);
    after.say('tier', null);
    await tab.rest();
    expect(tab.address).toBe('/pit');
  });

  test('stays through what is opened and closed, and is found in the query of an old link', async () => {
    const { tab, opened } = openScreen('/pit?q=abara');
    expect(shown(tab, opened, 'q')).toBe('abara');
    opened.open('slip', 'a');
    await tab.rest();
    expect(tab.address).toBe('/pit?slip=a#q=abara');
    await tab.back();
    await tab.rest();
    expect([shown(tab, opened, 'q'), shown(tab, opened, 'slip')]).toEqual(['abara', null]);
  });
});

describe('what is opened', () => {
  test('is shown at once and stands in the address, each over the other by an entry of its own', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    expect(shown(tab, opened, 'slip')).toBe('a');
    await tab.rest();
    opened.open('open', 'issue');
    await tab.rest();
    expect(tab.entries.map(({ href }) => new URL(href).search)).toEqual(['', '?slip=a', '?slip=a&open=issue']);
    expect(tab.routerKnows).toBe(tab.href);
  });

  test('is shown at once before the router is there, and stands in the address when it is', async () => {
    const tab = new BrowserHistory('https://pitside.example/pit');
    const opened = new OpenedHistory();
    opened.start(tab.window);
    opened.open('slip', 'a');
    await tab.rest();
    expect([shown(tab, opened, 'slip'), tab.address, tab.entries.length]).toEqual(['a', '/pit', 1]);
    opened.follow();
    await tab.rest();
    expect([shown(tab, opened, 'slip'), tab.address, tab.entries.length]).toEqual(['a', '/pit?slip=a', 2]);
  });

  test('is closed by Back, one after the other, the last one first', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    opened.open('open', 'issue');
    await tab.rest();
    await tab.back();
    expect([shown(tab, opened, 'slip'), shown(tab, opened, 'open')]).toEqual(['a', null]);
    await tab.back();
    expect([shown(tab, opened, 'slip'), tab.address, tab.index]).toEqual([null, '/pit', 0]);
  });

  test('is open again on the way forward', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    await tab.back();
    await tab.forward();
    expect(shown(tab, opened, 'slip')).toBe('a');
  });

  test('shows something else without another entry', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    opened.open('slip', 'b');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?slip=b', 1]);
    await tab.back();
    expect(tab.address).toBe('/pit');
  });
});

describe('closing', () => {
  test('takes the entry away, so that Back does not open it again', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    opened.close('slip');
    expect(shown(tab, opened, 'slip')).toBeNull();
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit', 0]);
  });

  test('takes along what was opened over it', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    opened.open('open', 'close');
    opened.addStep(() => {});
    await tab.rest();
    expect(tab.index).toBe(3);
    opened.close('slip');
    await tab.rest();
    expect([tab.address, tab.index, shown(tab, opened, 'open')]).toEqual(['/pit', 0, null]);
  });

  test('and opening something else at once leaves one entry', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    opened.open('open', 'find');
    await tab.rest();
    opened.close('open');
    opened.open('slip', 'b');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?slip=b', 1]);
    opened.close('slip');
    opened.open('open', 'find');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?open=find', 1]);
  });

  test('leaves what was set beside it meanwhile as it is, by Back, too', async () => {
    const { tab, opened } = openScreen('/pit?pit=north');
    opened.open('slip', 'a');
    await tab.rest();
    opened.say('pit', 'south');
    await tab.rest();
    await tab.back();
    expect([tab.address, tab.index, tab.routerKnows]).toEqual(['/pit?pit=south', 0, tab.href]);
    opened.open('slip', 'a');
    await tab.rest();
    opened.say('pit', null);
    opened.close('slip');
    await tab.rest();
    expect([tab.address, tab.index, tab.routerKnows]).toEqual(['/pit', 0, tab.href]);
  });

  test('where others wrote over the entry changes the address in place', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    tab.replaceByOthers('/pit?slip=a&pit=north');
    opened.follow();
    opened.open('open', 'issue');
    await tab.rest();
    opened.close('slip');
    await tab.rest();
    expect([tab.address, tab.index, tab.routerKnows]).toEqual(['/pit?pit=north', 1, tab.href]);
    await tab.back();
    expect([tab.address, tab.index]).toEqual(['/pit', 0]);
  });

  test('what is not open does nothing', async () => {
    const { tab, opened } = openScreen();
    opened.close('slip');
    await tab.rest();
    expect([tab.address, tab.entries.length]).toEqual(['/pit', 1]);
  });
});

test('what the address says beside what is open changes in place, and stays when that is closed', async () => {
  const { tab, opened } = openScreen();
  opened.say('pit', 'north');
  opened.open('slip', 'a');
  await tab.rest();
  expect([tab.address, tab.index]).toEqual(['/pit?pit=north&slip=a', 1]);
  opened.say('pit', 'south');
  expect(shown(tab, opened, 'pit')).toBe('south');
  await tab.rest();
  expect([tab.address, tab.index, tab.routerKnows]).toEqual(['/pit?pit=south&slip=a', 1, tab.href]);
  opened.say('due', 'true');
  opened.close('slip');
  await tab.rest();
  expect([tab.address, tab.index]).toEqual(['/pit?pit=south&due=true', 0]);
  opened.say('pit', null);
  await tab.rest();
  expect(tab.address).toBe('/pit?due=true');
});

describe('a step', () => {
  test('is taken back by Back alone, and the router does not hear of it', async () => {
    const { tab, opened } = openScreen();
    opened.open('open', 'close');
    await tab.rest();
    const onBack = vi.fn();
    opened.addStep(onBack);
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?open=close', 2]);
    tab.routerKnows = 'what it knew';
    await tab.back();
    expect([onBack.mock.calls.length, tab.address, tab.routerKnows]).toEqual([1, '/pit?open=close', 'what it knew']);
    await tab.back();
    expect([onBack.mock.calls.length, tab.address]).toEqual([1, '/pit']);
  });

  test('takes its entry away when it is done', async () => {
    const { tab, opened } = openScreen();
    const done = opened.addStep(() => {});
    await tab.rest();
    done();
    await tab.rest();
    expect(tab.index).toBe(0);
  });

  test('that came and went in one moment leaves nothing', async () => {
    const { tab, opened } = openScreen();
    opened.addStep(() => {})();
    await tab.rest();
    expect(tab.entries.length).toBe(1);
  });

  test('that a link led away from is passed over on the way back', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    const done = opened.addStep(() => {});
    await tab.rest();
    tab.pushByRouter('/players');
    opened.follow();
    done();
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/players', 3]);
    await tab.back();
    expect([tab.address, tab.index]).toEqual(['/pit?slip=a', 1]);
  });

  test('that a reload left is passed over, too', async () => {
    const { tab, opened } = openScreen();
    opened.addStep(() => {});
    await tab.rest();
    tab.reload();
    const { opened: loadedAnew } = openScreen('', tab);
    await tab.rest();
    expect(tab.index).toBe(0);
    loadedAnew.open('slip', 'a');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?slip=a', 1]);
  });
});

describe('an address that names something', () => {
  test('has what it names open, each over what it names before; closing one takes along what lies over it', async () => {
    const { tab, opened } = openScreen('/pit?pit=north&slip=a&open=find&step=enrol');
    expect([shown(tab, opened, 'slip'), shown(tab, opened, 'step')]).toEqual(['a', 'enrol']);
    opened.close('step');
    await tab.rest();
    expect([tab.address, tab.entries.length]).toEqual(['/pit?pit=north&slip=a&open=find', 1]);
    opened.open('step', 'enrol');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?pit=north&slip=a&open=find&step=enrol', 1]);
    opened.close('slip');
    await tab.rest();
    expect([tab.address, tab.index, tab.routerKnows]).toEqual(['/pit?pit=north', 0, tab.href]);
  });

  test('shows something else in place, and nothing over it', async () => {
    const { tab, opened } = openScreen('/pit?slip=a&open=issue');
    opened.open('slip', 'b');
    await tab.rest();
    expect([tab.address, tab.entries.length]).toEqual(['/pit?slip=b', 1]);
  });

  test('after a reload has its entries already', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    tab.reload();
    const { opened: again } = openScreen('', tab);
    expect([shown(tab, again, 'slip'), tab.entries.length]).toEqual(['a', 2]);
    again.close('slip');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit', 0]);
  });

  test('where a link led to leads back to where the link was; closing it leads to the screen without it', async () => {
    const { tab, opened } = openScreen('/players/1');
    tab.pushByRouter('/pit?slip=a');
    opened.follow();
    opened.open('open', 'issue');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit?slip=a&open=issue', 2]);
    await tab.back();
    expect([shown(tab, opened, 'slip'), shown(tab, opened, 'open')]).toEqual(['a', null]);
    opened.open('open', 'issue');
    await tab.rest();
    opened.close('slip');
    await tab.rest();
    expect([tab.address, tab.index, tab.routerKnows]).toEqual(['/pit', 1, tab.href]);
    await tab.back();
    expect(tab.address).toBe('/players/1');
  });

  test('says nothing of another screen, whose router is on its way there', () => {
    const { opened } = openScreen('/pit?open=issue');
    expect(opened.valueOf('open', '/players/1')).toBeUndefined();
  });
});

describe('a browser that was sent back', () => {
  test('and never says that it went holds nobody up: what is open shows, and goes on being opened and closed', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    tab.window.history.go = () => {};
    opened.close('slip');
    await tab.rest();
    expect(shown(tab, opened, 'slip')).toBeNull();
    opened.open('slip', 'b');
    await tab.rest();
    expect(shown(tab, opened, 'slip')).toBe('b');
    await tab.back();
    expect([tab.address, shown(tab, opened, 'slip')]).toEqual(['/pit?slip=b', 'b']);
  });

  test('while a link leads elsewhere is waited for no longer', async () => {
    const { tab, opened } = openScreen();
    opened.open('slip', 'a');
    await tab.rest();
    tab.window.history.go = () => {};
    opened.close('slip');
    await tab.rest();
    tab.pushByRouter('/players');
    opened.follow();
    opened.open('open', 'heldSlips');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/players?open=heldSlips', 3]);
  });
});

test('a link out of something open leads back into it', async () => {
  const { tab, opened } = openScreen();
  opened.open('slip', 'a');
  await tab.rest();
  tab.pushByRouter('/players/1');
  opened.follow();
  await tab.back();
  expect([tab.address, shown(tab, opened, 'slip')]).toEqual(['/pit?slip=a', 'a']);
  await tab.back();
  expect(tab.address).toBe('/pit');
});

test('another question of the same screen is an entry like any other: Back leads to the one before, with what was open there', async () => {
  const { tab, opened } = openScreen('/audit?view=trail');
  tab.pushByRouter('/audit?view=trail&actor=1');
  await tab.back();
  expect([tab.address, tab.routerKnows]).toEqual(['/audit?view=trail', tab.href]);
  await tab.forward();
  opened.open('row', '7');
  await tab.rest();
  tab.pushByRouter('/audit?view=trail&actor=2');
  opened.follow();
  expect(shown(tab, opened, 'row')).toBeNull();
  opened.open('row', '8');
  await tab.rest();
  await tab.back();
  expect(tab.address).toBe('/audit?view=trail&actor=2');
  await tab.back();
  expect([tab.address, shown(tab, opened, 'row')]).toEqual(['/audit?view=trail&actor=1&row=7', '7']);
  await tab.back();
  expect(tab.address).toBe('/audit?view=trail&actor=1');
});

test('what others leave in the address when they go on stays open, of the new entry', async () => {
  const { tab, opened } = openScreen('/compliance');
  opened.open('case', '1');
  await tab.rest();
  tab.pushByRouter('/compliance?case=1&section=seals');
  opened.follow();
  opened.close('case');
  await tab.rest();
  expect([tab.address, tab.index]).toEqual(['/compliance?section=seals', 2]);
  await tab.back();
  expect([tab.address, shown(tab, opened, 'case')]).toEqual(['/compliance?case=1', '1']);
});

describe('what would be lost', () => {
  test('is asked about first, and nobody else hears of Back', async () => {
    const { tab, opened } = openScreen();
    opened.open('open', '1');
    await tab.rest();
    const ask = vi.fn();
    const lift = opened.guard(ask);
    tab.routerKnows = 'what it knew';
    await tab.back();
    expect([ask.mock.calls.length, tab.address, tab.routerKnows]).toEqual([1, '/pit?open=1', 'what it knew']);
    // What is asked is a step of its own.
    const answered = opened.addStep(() => {});
    await tab.rest();
    await tab.back();
    expect([ask.mock.calls.length, tab.address, tab.index]).toEqual([1, '/pit?open=1', 1]);
    answered();
    lift();
    opened.close('open');
    await tab.rest();
    expect([tab.address, tab.index]).toEqual(['/pit', 0]);
  });

  test('holds whoever would leave the screen, too', async () => {
    const { tab, opened } = openScreen('/players');
    opened.follow();
    tab.pushByRouter('/settings');
    opened.follow();
    const ask = vi.fn();
    const lift = opened.guard(ask);
    await tab.back();
    expect([ask.mock.calls.length, tab.address]).toEqual([1, '/settings']);
    const answered = opened.addStep(() => {});
    await tab.rest();
    // What was typed is given up: the question goes, and then the screen.
    opened.leave();
    answered();
    await tab.rest();
    expect(tab.address).toBe('/settings');
    lift();
    await tab.rest();
    expect([ask.mock.calls.length, tab.address]).toEqual([1, '/players']);
  });
});

test('whatever is opened, closed and gone back from: what is shown is what the address says, and all of it can be gone back from', async () => {
  const name = fc.constantFrom<OpenedName>('slip', 'open', 'row');
  const deed = fc.oneof(
    fc.record({ do: fc.constant('open' as const), name, value: fc.constantFrom('1', '2') }),
    fc.record({ do: fc.constant('close' as const), name }),
    fc.record({ do: fc.constantFrom('back' as const, 'forward' as const, 'rest' as const, 'step' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 12 }), async (deeds) => {
      const tab = new BrowserHistory('https://pitside.example/players');
      tab.pushByRouter('/pit');
      const { opened } = openScreen('', tab);
      opened.follow();
      for (const step of deeds) {
        if (step.do === 'open') opened.open(step.name, step.value);
        else if (step.do === 'close') opened.close(step.name);
        else if (step.do === 'step') opened.addStep(() => {});
        else if (step.do === 'rest') await tab.rest();
        else {
          await tab.rest();
          if (step.do === 'forward' || tab.index > 1) await tab[step.do]();
        }
      }
      await tab.rest();
      const address = new URL(tab.href).searchParams;
      for (const each of ['slip', 'open', 'row']) expect(shown(tab, opened, each)).toBe(address.get(each));
      expect(tab.routerKnows).toBe(tab.href);
      for (const each of ['slip', 'open', 'row'] as const) opened.close(each);
      await tab.rest();
      expect(tab.address).toBe('/pit');
      // Steps that lie under nothing stay until they are gone back from.
      for (let index = tab.index; index > 1; index -= 1) await tab.back();
      expect([tab.index, tab.address]).toEqual([1, '/pit']);
    }),
    { numRuns: 80 },
  );
});
