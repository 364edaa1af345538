import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The modules that React draws with in a browser, each as its package has it, and after what it needs itself. */
const MODULES = [
  ['react', 'cjs/react.production.js'],
  ['scheduler', 'cjs/scheduler.production.js'],
  ['react-dom', 'cjs/react-dom.production.js'],
  ['react-dom/client', 'cjs/react-dom-client.production.js'],
] as const;

/** One button, and a line that comes and goes with it: the least that a tap can have React draw. */
const PAGE = `
  const { createElement: h, useState } = require('react');
  function Page() {
    const [isShown, setShown] = useState(false);
    const button = h('button', { type: 'button', onClick: () => setShown(!isShown) }, 'Tap');
    return h('main', null, button, h('p', null, isShown ? 'Shown' : 'Hidden'));
  }
  require('react-dom/client').createRoot(document.getElementById('root')).render(h(Page));
`;

/** A page of React with nothing on it, as one document: what any tap costs this browser on this machine, this minute. */
export function writeEmptyPage(): string {
  const require = createRequire(import.meta.url);
  const fromReactDom = createRequire(require.resolve('react-dom'));
  const modules = MODULES.map(([name, file]) => {
    const [folder = name] = name.split('/');
    const path = join(dirname(fromReactDom.resolve(`${folder}/package.json`)), file);
    return `define(${JSON.stringify(name)}, function (module, exports) {\n${readFileSync(path, 'utf8')}\n});`;
  });
  const loader = `
    const loaded = {};
    const require = (name) => loaded[name];
    const define = (name, write) => {
      const module = { exports: {} };
      write(module, module.exports);
      loaded[name] = module.exports;
    };`;
  const script = [loader, ...modules, PAGE].join('\n').replaceAll('</script', '<\\/script');
  return `<!doctype html><meta name="viewport" content="width=device-width"><title>Empty</title><div id="root"></div><script>${script}</script>`;
}
