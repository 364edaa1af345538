import { afterAll, beforeAll, it } from 'vitest';
import { addTwin, listAnswers, listAnswersAlone, arrangeSecurityFacts, inTrial, undone } from '../support/security';
import { startTestStack, type TestStack } from '../support/stack';
let stack: TestStack;
beforeAll(async () => { stack = await startTestStack(); await arrangeSecurityFacts(stack); });
afterAll(() => stack.dispose());
it('x', async () => {
  await inTrial(stack, async (sql) => {
    await addTwin(sql);
    const alone = await listAnswersAlone(sql);
    const show = async (tag: string) => {
      const t = Date.now();
      const a = await undone(sql, () => listAnswers(sql));
      for (const [l, v] of Object.entries(a)) if (v !== alone[l]) {
        const w = alone[l] ?? ''; let i = 0; while (v[i] === w[i]) i++;
        console.log(tag, l, '\n ', v.slice(Math.max(0, i - 80), i + 100), '\n ', w.slice(Math.max(0, i - 80), i + 100));
      }
      console.log(tag, 'done', Date.now() - t);
    };
    for (let i = 0; i < 60; i++) await show('plain' + i);
  });
}, 300000);
