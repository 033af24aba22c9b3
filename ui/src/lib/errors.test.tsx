import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useErrorText } from './errors';
import { startTexts } from './i18n';

function Told({ field }: { field?: string }) {
  const { title } = useErrorText()({ code: 'bad_input', detail: field ? { field } : {} });
  return <p>{title}</p>;
}

it('names what was typed wrongly, where the engine names the field', () => {
  startTexts('en');
  const { rerender } = render(<Told field="passphrase" />);
  expect(screen.getByText('The passphrase does not open the sealed file'), 'that field').toBeInTheDocument();
  rerender(<Told field="stock_days" />);
  expect(screen.getByText('The number of days is from 1 to 90'), 'and its bounds').toBeInTheDocument();
  rerender(<Told field="unheard_of" />);
  expect(screen.getByText('Something was entered wrongly'), 'otherwise in general').toBeInTheDocument();
});
