import { fireEvent, render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { type KeyMap, useKeys } from './keys';

function Page({ keys, typing }: { keys: KeyMap; typing?: string[] }) {
  useKeys(keys, { whileTyping: typing ?? [] });
  return <input aria-label="text" />;
}

it('matches the physical key, so a Cyrillic layout works', () => {
  const approve = vi.fn();
  render(<Page keys={{ A: approve }} />);
  fireEvent.keyDown(window, { code: 'KeyA', key: 'ф' });
  expect(approve, 'the key that prints ф is still A').toHaveBeenCalledOnce();
});

it('keeps letters for the text while typing, but not Ctrl chords', () => {
  const [approve, find] = [vi.fn(), vi.fn()];
  const { getByLabelText } = render(<Page keys={{ A: approve, 'Mod+K': find }} />);
  fireEvent.keyDown(getByLabelText('text'), { code: 'KeyA', key: 'a' });
  fireEvent.keyDown(getByLabelText('text'), { code: 'KeyK', key: 'k', ctrlKey: true });
  expect(approve, 'the letter belongs to the field').not.toHaveBeenCalled();
  expect(find, 'the palette opens from anywhere').toHaveBeenCalledOnce();
});

it('knows sequences of two, and forgets the first key when the second is another', () => {
  const [go, reject] = [vi.fn(), vi.fn()];
  render(<Page keys={{ 'G R': go, R: reject }} />);
  fireEvent.keyDown(window, { code: 'KeyG' });
  fireEvent.keyDown(window, { code: 'KeyR' });
  expect(go, 'G then R goes to the reviews').toHaveBeenCalledOnce();
  expect(reject, 'and does not reject anything on the way').not.toHaveBeenCalled();
  fireEvent.keyDown(window, { code: 'KeyR' });
  expect(reject, 'R alone rejects').toHaveBeenCalledOnce();
});

it('a held key walks through a list and never decides', () => {
  const [approve, down] = [vi.fn(), vi.fn()];
  render(<Page keys={{ A: approve, J: down }} />);
  for (const repeat of [false, true, true]) {
    fireEvent.keyDown(window, { code: 'KeyA', repeat });
    fireEvent.keyDown(window, { code: 'KeyJ', repeat });
  }
  expect(approve, 'one press is one decision').toHaveBeenCalledOnce();
  expect(down, 'a list may be walked by holding the key').toHaveBeenCalledTimes(3);
});

it('leaves the arrows to what scrolls under the focus, but not in a list of rows', () => {
  const down = vi.fn();
  const { getByTestId } = render(
    <>
      <Page keys={{ ArrowDown: down, J: down }} />
      <div data-testid="text" style={{ overflowY: 'auto' }} tabIndex={-1} />
      <div data-testid="rows" style={{ overflowY: 'auto' }} tabIndex={-1} data-keys="rows" />
    </>,
  );
  for (const name of ['text', 'rows'])
    Object.defineProperties(getByTestId(name), {
      scrollHeight: { value: 900 },
      clientHeight: { value: 300 },
    });
  fireEvent.keyDown(getByTestId('text'), { code: 'ArrowDown' });
  expect(down, 'a long text is read by the arrows').not.toHaveBeenCalled();
  fireEvent.keyDown(getByTestId('text'), { code: 'KeyJ' });
  expect(down, 'J moves from anywhere').toHaveBeenCalledTimes(1);
  fireEvent.keyDown(getByTestId('rows'), { code: 'ArrowDown' });
  fireEvent.keyDown(document.body, { code: 'ArrowDown' });
  expect(down, 'in the list and on the page they move the choice').toHaveBeenCalledTimes(3);
});
