import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const SRC = import.meta.dirname;
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.tsx?$/.test(name));
const source = files.filter((name) => !/\.test\.tsx?$/.test(name) && !name.startsWith('test/'));

/** Which rooms a room may import from, besides itself. */
const MAY: Record<string, string[]> = {
  app: ['features', 'backend', 'components', 'lib', 'bindings', 'styles'],
  features: ['backend', 'components', 'lib', 'bindings'],
  components: ['backend', 'lib', 'bindings'],
  backend: ['lib', 'bindings'],
  lib: ['bindings', 'locales'],
  bindings: [],
};

function imports(name: string): string[] {
  const text = readFileSync(join(SRC, name), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((found) =>
    relative(SRC, join(SRC, name, '..', found[1] ?? '')).replaceAll('\\', '/'),
  );
}

const room = (path: string) => path.split('/')[0] ?? '';
const feature = (path: string) => path.split('/').slice(0, 2).join('/');

it('each room imports only the rooms below it', () => {
  const wrong = source.flatMap((name) =>
    imports(name)
      .filter((to) => room(to) !== room(name) && !MAY[room(name)]?.includes(room(to)))
      .map((to) => `${name} -> ${to}`),
  );
  expect(wrong, 'app > features > backend, components, lib > bindings').toEqual([]);
});

it('no feature imports another', () => {
  const wrong = source
    .filter((name) => room(name) === 'features')
    .flatMap((name) =>
      imports(name)
        .filter((to) => room(to) === 'features' && feature(to) !== feature(name))
        .map((to) => `${name} -> ${to}`),
    );
  expect(wrong, 'what two features share belongs to components, lib or backend').toEqual([]);
});

it('components take only types and hooks of the session from the backend, never a call', () => {
  const wrong = source.filter(
    (name) =>
      room(name) === 'components' && imports(name).some((to) => /backend\/(call|query|transport)/.test(to)),
  );
  expect(wrong, 'a component that reads data cannot be shown with made-up data').toEqual([]);
});

it('source files stay under 400 lines', () => {
  const long = source.filter(
    (name) =>
      room(name) !== 'bindings' &&
      !name.startsWith('backend/fixtures') &&
      readFileSync(join(SRC, name), 'utf8').split('\n').length > 400,
  );
  expect(long, 'a file is one noun or one verb').toEqual([]);
});

it('no text of a screen stands in the code', () => {
  const wrong = source.filter((name) => {
    if (['lib/words.ts', 'lib/languages.ts'].includes(name) || name.startsWith('backend/fixtures'))
      return false;
    const code = readFileSync(join(SRC, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return /[А-Яа-яЎўҚқҒғҲҳʻʼ]/.test(code);
  });
  expect(wrong, 'texts come from the catalogues').toEqual([]);
});

it('corners are named by what they round, not by Tailwind words for one side', () => {
  const wrong = source.filter((name) => /\brounded-[ls]\b/.test(readFileSync(join(SRC, name), 'utf8')));
  expect(wrong, 'rounded-l and rounded-s round one side only: use rounded-card and rounded-tag').toEqual([]);
});
