import { expect, it } from 'vitest';
import { masked } from './masked';

const plain = (secret: string) =>
  masked(secret)
    .map((part) => part.text)
    .join('');

it('shows header and claims of a token, never its signature but the last four', () => {
  const signature = 'SIGNATURExSECRETxPARTxOFxTOKENx4xQ9';
  const shown = plain(`eyJhbGciOiJFUzI1NiJ9.eyJhY2MiOjN9.${signature}`);
  expect(shown, 'who the token is stays readable').toContain('eyJhbGciOiJFUzI1NiJ9.eyJhY2MiOjN9');
  expect(
    shown.endsWith('•4xQ9') || shown.endsWith('•xxQ9'.slice(-4)),
    'the last four tell two tokens apart',
  ).toBe(true);
  expect(shown, 'the rest of the signature is dots').not.toContain('SECRET');
});

it('shows the last four of a plain key', () => {
  expect(plain('0123456789abcdef0123'), 'nothing but the tail').toBe(`${'•'.repeat(16)}0123`);
});

it('shows nothing of a short secret', () => {
  expect(plain('hunter22'), 'four of eight characters would be half of it').toBe('••••••••');
});
