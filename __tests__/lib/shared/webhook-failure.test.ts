import { expect, test } from 'vitest';
import { WEBHOOK_FAILURES } from '@/lib/shared/kinds';
import { failureSentence } from '@/lib/shared/webhook-failure';
import { compileRooms } from '@/words/compile';
import type { Language } from '@/words/languages';
import { makeWords, sayIn } from '@/words/say';

const sayOf = (language: Language) => sayIn(makeWords(language, compileRooms(language, ['settings'])));

test.each([
  ['en', 'No answer within 15 seconds (the worker’s log says why)', 'HTTP 503'],
  ['es', 'Sin respuesta en 15 segundos (el motivo consta en el registro del proceso de envío)', 'HTTP 503'],
  ['zh-Hans', '15 秒内没有响应（原因见投递程序的日志）', 'HTTP 503'],
] as const)('a failed delivery says why in %s, with its figures', (language, noAnswer, answered) => {
  const say = sayOf(language);
  expect(failureSentence('no_answer', null, say)).toBe(noAnswer);
  expect(failureSentence('http_status', 503, say)).toBe(answered);
  expect(failureSentence(null, 200, say)).toBeNull();
  expect(new Set(WEBHOOK_FAILURES.map((failure) => failureSentence(failure, 302, say))).size).toBe(
    WEBHOOK_FAILURES.length,
  );
});
