import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import GlobalError from '@/app/global-error';
import { provideWords } from '@/words/say';
import { speak } from '../support/speak';

const said = () => renderToStaticMarkup(createElement(GlobalError, { retry: () => undefined }));

afterEach(() => speak('en'));

test('a page that fails altogether says so in the language that it was in', () => {
  speak('es');
  expect(said()).toContain('lang="es"');
  expect(said()).toContain('Intentar de nuevo');
});

test('a page that fails before it has any words says so in English', () => {
  provideWords(() => {
    throw new Error('The words are provided by nobody above.');
  });
  expect(said()).toContain('lang="en"');
  expect(said()).toContain('Something went wrong on our side.');
});
