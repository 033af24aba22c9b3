import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from '../locales/en.json';

const CONNECTORS = join(import.meta.dirname, '../../../src-tauri/crates/marketplaces/src');

/** Why a change of these kinds would not be taken, as the connectors name it. */
function reasons(): string[] {
  const files = readdirSync(CONNECTORS, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.rs') && !/[\\/]tests[\\/]/.test(name),
  );
  const found = files.flatMap((name) => [
    ...readFileSync(join(CONNECTORS, name), 'utf8').matchAll(
      /(?:new|Some)\("((?:return|chat|campaign)\.[a-z_]+)"/g,
    ),
  ]);
  return [...new Set(found.map((one) => one[1] ?? ''))].sort();
}

it('every reason why a decision, a message or a campaign is not taken has words', () => {
  const known = reasons();
  expect(known.length, 'they are found').toBeGreaterThan(10);
  const said: Record<string, string> = en.said;
  const missing = known.filter((code) => !said[code.replace('.', '_')]);
  expect(missing, 'a seller would read a code').toEqual([]);
});
