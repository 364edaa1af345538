import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ReasonForm } from '@/components/forms/reason-form';
import { Button, buttonStyles } from '@/components/ui/button';

/** The class names of the only button there. */
function classesOf(html: string): string[] {
  return (html.match(/<button[^>]* class="([^"]*)"/)?.[1] ?? '').split(' ');
}

test('what ends something or takes it away is not in the color of going on', () => {
  const classes = classesOf(renderToStaticMarkup(createElement(Button, { variant: 'danger' }, 'Void coupon')));
  expect(classes).toContain('bg-danger');
  expect(classes).not.toContain('bg-accent');
});

test.each(['primary', 'danger', 'secondary', 'quiet'] as const)(
  'a %s button that can do nothing loses its fill',
  (variant) => {
    const classes = buttonStyles({ variant }).split(' ');
    expect(classes).toEqual(expect.arrayContaining(['idle:border-dashed', 'idle:bg-transparent', 'idle:text-muted']));
  },
);

test('one at work is told from one that can do nothing', () => {
  const html = renderToStaticMarkup(createElement(Button, { isBusy: true }, 'Saving …'));
  expect(html).toContain('disabled=""');
  expect(html).toContain('aria-busy="true"');
  expect(renderToStaticMarkup(createElement(Button, { disabled: true }, 'Save'))).not.toContain('aria-busy');
});

test('a decision that does harm is red once it can be taken, and until then says what is missing', () => {
  const said = { label: 'Why', hint: 'Stays on record', confirmLabel: 'Void it', children: 'No. 12, 500 in' };
  const state = { isBusy: false, error: null, onConfirm: () => {} };
  const draw = (isHarm: boolean) => renderToStaticMarkup(createElement(ReasonForm, { ...said, ...state, isHarm }));
  expect(classesOf(draw(true))).toContain('bg-danger');
  expect(classesOf(draw(false))).toContain('bg-accent');
  expect(draw(true)).toContain('aria-disabled="true"');
  expect(draw(true)).not.toContain('Void it');
});
