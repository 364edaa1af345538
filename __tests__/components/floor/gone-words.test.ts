import { afterEach, describe, expect, test } from 'vitest';
import { goneText, mayBeReopened } from '@/components/floor/gone-words';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const NEW_YORK = 'America/New_York';
const CLOSED = {
  playerName: 'Ray Okafor',
  tableLabel: 'BJ-01',
  seat: 3,
  status: 'closed',
  endedAt: '2026-11-20T17:30:00.000Z',
  closedByStaffName: 'Harbor Pit Boss',
} as const;

describe('a slip that the floor does not show any more', () => {
  test('keeps the name of its player, and says who closed it and when', () => {
    expect(goneText(CLOSED, NEW_YORK)).toEqual({
      title: 'The slip of Ray Okafor is closed',
      remedy:
        'Harbor Pit Boss closed it. BJ-01, seat 3, play ended Fri 20 Nov, 12:30. What was issued on it stays as it is.',
    });
  });

  test('was closed by the house where no person did', () => {
    const { remedy } = goneText({ ...CLOSED, closedByStaffName: null }, NEW_YORK);
    expect(remedy).toMatch(/^The house closed it, since nobody did\. BJ-01, seat 3,/);
  });

  test('is not said to be closed while that is not known, or not so', () => {
    const unknown = { title: 'This slip is not on the floor', remedy: expect.any(String) };
    expect(goneText(null, NEW_YORK)).toEqual(unknown);
    expect(goneText({ ...CLOSED, status: 'open', endedAt: null }, NEW_YORK)).toEqual(unknown);
  });

  test('may be reopened for ten minutes, if a person closed it', () => {
    const later = (minutes: number) => Date.parse(CLOSED.endedAt) + minutes * 60_000;
    expect(mayBeReopened(CLOSED, later(0))).toBe(true);
    expect(mayBeReopened(CLOSED, later(9.9))).toBe(true);
    expect(mayBeReopened(CLOSED, later(10))).toBe(false);
    expect(mayBeReopened({ ...CLOSED, closedByStaffName: null }, later(1))).toBe(false);
    expect(mayBeReopened({ ...CLOSED, status: 'paused', endedAt: null }, later(1))).toBe(false);
    expect(mayBeReopened(null, later(1))).toBe(false);
    expect(mayBeReopened(CLOSED, 0)).toBe(false);
  });

  test.each([
    ['es', 'El registro de Ray Okafor está cerrado', 'Lo cerró Harbor Pit Boss. BJ-01, puesto 3,'],
    ['zh-Hans', 'Ray Okafor 的评级单已关闭', '由 Harbor Pit Boss 关闭。BJ-01，座位 3，'],
  ] as const)('says so in %s', (language, title, start) => {
    speak(language);
    const text = goneText(CLOSED, NEW_YORK);
    expect(text.title).toBe(title);
    expect(text.remedy.startsWith(start)).toBe(true);
  });
});
