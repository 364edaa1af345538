import { expect, test } from 'vitest';
import { type AlertFacts, alertSentence, type Speaker } from '@/lib/shared/alert-sentence';
import { compileRooms } from '@/words/compile';
import type { Language } from '@/words/languages';
import { makeWords, sayIn } from '@/words/say';

function inWords(language: Language): Speaker {
  return {
    t: sayIn(makeWords(language, compileRooms(language, ['format', 'shift']))),
    money: (cents) => `$${cents / 100}`,
    number: String,
    day: (gamingDay) => gamingDay,
  };
}

const DROP: AlertFacts = {
  kind: 'drop_anomaly',
  isFiring: true,
  entity: { label: 'BJ-01', metric: 'Swing' },
  value: 1_250_000,
  unit: 'cents',
  baseline: { median: 1_000_000, n: 2, readiness: 'building' },
  threshold: 222_390,
  readinessText: 'building 2/3',
  details: { place: 'beyond', fallbackPercent: 50, minHistoryDays: 3, minChange: 1, minChangePercent: 1 },
};

const REPLACED: AlertFacts = {
  kind: 'promo_replacement_rate',
  isFiring: true,
  entity: { label: null, metric: null },
  value: 15,
  unit: 'percent',
  baseline: null,
  threshold: 5,
  readinessText: null,
  details: { issuedCount: 20, replacedCount: 3, isOver: true, mostByStaffName: 'Ana Ruiz', mostByCount: 2 },
};

test.each([
  [
    'en',
    'BJ-01 dropped $12500 in Swing: $2500 above the usual $10000, more than the $2223.9 allowed, judged by a fixed 50 % while history is building 2/3.',
    '3 replaced of 20 coupons issued, 15 %, more than the limit of 5 %. Ana Ruiz replaced 2 of them.',
  ],
  [
    'es',
    'BJ-01 tuvo un drop de $12500 en Swing: $2500 más de lo habitual ($10000); supera el margen permitido ($2223.9). El margen es un 50 % fijo mientras se reúne el historial (2/3).',
    '3 reemplazados de 20 cupones emitidos, 15 %, por encima del límite de 5 %. Ana Ruiz reemplazó 2 de ellos.',
  ],
  [
    'zh-Hans',
    'BJ-01 在 Swing 的投注箱收入为 $12500：比平常的 $10000 高 $2500，超过允许的 $2223.9，历史积累期间（2/3）按固定的 50% 判断。',
    '已发放 20 张券，更换 3 张，占 15%，超过 5% 的限度。其中 2 张由 Ana Ruiz 更换。',
  ],
] as const)('in %s an alert says why it fires', (language, drop, replaced) => {
  const speaker = inWords(language);
  expect([DROP, REPLACED].map((alert) => alertSentence(alert, speaker))).toEqual([drop, replaced]);
});

const PAUSED: AlertFacts = {
  kind: 'pause_duration',
  isFiring: true,
  entity: { label: 'BJ-01', metric: null },
  value: 95,
  unit: 'minutes',
  baseline: null,
  threshold: 30,
  readinessText: null,
  details: { playerName: 'Ana Ruiz', tableLabel: 'BJ-01', seat: '3' },
};
const IDLE: AlertFacts = { ...PAUSED, kind: 'table_idle', value: 60, threshold: 45, details: {} };

test.each([
  [
    'en',
    'Ana Ruiz at BJ-01, seat 3, has a slip paused for 1 h 35; the limit is 30 min.',
    'Nobody has played at BJ-01 for 1 h 00; the limit is 45 min.',
  ],
  [
    'es',
    'Ana Ruiz, en BJ-01, puesto 3, tiene un registro en pausa desde hace 1 h 35; el límite es de 30 min.',
    'Nadie ha jugado en BJ-01 desde hace 1 h 00; el límite es de 45 min.',
  ],
  [
    'zh-Hans',
    'Ana Ruiz（BJ-01，座位 3）的评级单已暂停 1小时35分；限度为 30 分钟。',
    'BJ-01 已有 1小时00分无人下注；限度为 45 分钟。',
  ],
] as const)('in %s how long something lasts is said in hours and minutes', (language, paused, idle) => {
  const speaker = inWords(language);
  expect([PAUSED, IDLE].map((alert) => alertSentence(alert, speaker))).toEqual([paused, idle]);
});

test.each([
  ['en', /median|\bMAD\b|deviation|percentile|\(n\)|threshold/i],
  ['es', /mediana|\bMAD\b|desviaci|percentil|\(n\)|umbral/i],
  ['zh-Hans', /中位数|MAD|偏差|离散|阈值|\(n\)/],
] as const)('in %s the shift speaks to people, not to statisticians', (language, jargon) => {
  const spoken = Object.entries(compileRooms(language, ['shift'])).map(([key, message]) => [
    key,
    JSON.stringify(message).replaceAll(/\["(median|threshold)"[^\]]*\]/g, ''),
  ]);
  expect(spoken.length).toBeGreaterThan(100);
  expect(spoken.filter(([, message]) => jargon.test(String(message)))).toEqual([]);
});
