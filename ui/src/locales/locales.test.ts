import { describe, expect, it } from 'vitest';
import en from './en.json';
import ru from './ru.json';
import uzCyrl from './uz-Cyrl.json';
import uzLatn from './uz-Latn.json';

type Tree = { [key: string]: string | Tree };
const CATALOGUES: Record<string, Tree> = { 'uz-Latn': uzLatn, 'uz-Cyrl': uzCyrl, ru, en };
const FORMS: Record<string, string[]> = {
  'uz-Latn': ['one', 'other'],
  'uz-Cyrl': ['one', 'other'],
  ru: ['one', 'few', 'many', 'other'],
  en: ['one', 'other'],
};
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : flat(value, `${at}${key}.`),
  );
}

const texts = Object.fromEntries(
  Object.entries(CATALOGUES).map(([name, tree]) => [name, new Map(flat(tree))]),
);
/** A key counts as plural when it has an `_other` AND another form: `topic.other` and the like are plain words. */
const pluralStems = (name: string) =>
  new Set(
    [...(texts[name]?.keys() ?? [])]
      .filter((key) => /_(one|few|many)$/.test(key) && texts[name]?.has(key.replace(PLURAL, '_other')))
      .map((key) => key.replace(PLURAL, '')),
  );
const stems = (name: string) => {
  const plural = pluralStems(name);
  return new Set(
    [...(texts[name]?.keys() ?? [])].map((key) =>
      plural.has(key.replace(PLURAL, '')) ? key.replace(PLURAL, '') : key,
    ),
  );
};
const names = Object.keys(CATALOGUES);

describe.each(names)('catalogue %s', (name) => {
  it('has the keys of the English one', () => {
    expect([...stems(name)].sort(), 'a screen would show a bare key in this language').toEqual(
      [...stems('en')].sort(),
    );
  });

  it('has every plural form of its language', () => {
    for (const stem of pluralStems(name)) {
      const forms = (texts[name] ? [...texts[name].keys()] : [])
        .filter((key) => key.replace(PLURAL, '') === stem)
        .map((key) => key.slice(stem.length + 1));
      expect(forms.sort(), `${stem} would be worded wrongly for some numbers`).toEqual(
        [...(FORMS[name] ?? [])].sort(),
      );
    }
  });

  it('is nowhere empty', () => {
    for (const [key, text] of texts[name] ?? []) expect(text.trim(), `${key} says nothing`).not.toBe('');
  });

  it('uses the same variables as the English text', () => {
    const vars = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
    for (const [key, text] of texts.en ?? []) {
      const own = texts[name]?.get(key);
      if (own !== undefined) expect(vars(own), `${key} would show a hole`).toEqual(vars(text));
    }
  });

  it('shouts nowhere', () => {
    for (const [key, text] of texts[name] ?? [])
      expect(text, `${key} has an exclamation mark`).not.toContain('!');
  });
});

describe.each(['uz-Latn', 'uz-Cyrl'])('Uzbek %s', (name) => {
  it('writes ʻ and ʼ, never a straight or curly apostrophe', () => {
    for (const [key, text] of texts[name] ?? [])
      expect(text, `${key} has a wrong apostrophe`).not.toMatch(/['‘’`]/);
  });
});

it('uz-Latn and uz-Cyrl are written in their own scripts', () => {
  for (const [key, text] of texts['uz-Latn'] ?? []) {
    const quoted = text.replace(/«[^»]*»/g, '');
    expect(quoted, `${key} has Cyrillic letters in the Latin catalogue`).not.toMatch(/[А-Яа-яЎўҚқҒғҲҳ]/);
  }
  for (const [key, text] of texts['uz-Cyrl'] ?? [])
    expect(text, `${key} was left in Latin`).not.toMatch(/[ʻʼ]/);
});
