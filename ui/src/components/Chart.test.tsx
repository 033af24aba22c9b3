import { fireEvent, render, screen } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import type { Chart as Drawn } from '../bindings/types';
import { startTexts } from '../lib/i18n';
import { Chart } from './Chart';
import { drawing } from './drawing';

const point = (px: number, x: string, label: string) => ({ px, py: 10, x, y: 1, label });
const CHART: Drawn = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><path d="M0 0L100 50"/></svg>',
  view: [100, 50],
  plot: { x0: 0, y0: 0, x1: 100, y1: 50 },
  series: [
    {
      id: 'a',
      label: 'Ozon',
      colour: 'var(--c1)',
      unit: 'RUB',
      points: [point(0, '2026-11-20', '10'), point(50, '2026-11-21', '20'), point(100, '2026-11-22', '30')],
    },
    { id: 'b', label: 'Uzum', colour: 'var(--c2)', unit: 'UZS', points: [point(50, '2026-11-21', '7')] },
  ],
  summary: 'three days',
};

beforeAll(() => startTexts('en'));

it('moves by arrow keys and says the point under the crosshair', () => {
  render(<Chart chart={CHART} label="Sales" />);
  const chart = screen.getByRole('group', { name: 'Sales. three days' });
  fireEvent.keyDown(chart, { code: 'ArrowRight' });
  expect(
    screen.getByText('2026-11-20: Ozon 10'),
    'the first day; Uzum has no point there',
  ).toBeInTheDocument();
  fireEvent.keyDown(chart, { code: 'ArrowRight' });
  expect(
    screen.getByText('2026-11-21: Ozon 10'.replace('10', '20, Uzum 7')),
    'both series of the day',
  ).toBeInTheDocument();
  fireEvent.keyDown(chart, { code: 'End' });
  expect(screen.getByText('2026-11-22: Ozon 30'), 'the last day').toBeInTheDocument();
});

it('carries its figures as a table', () => {
  render(<Chart chart={CHART} label="Sales" />);
  expect(screen.getAllByRole('row'), 'a head and three days').toHaveLength(4);
  expect(screen.getAllByText('—'), 'missing points are said, not left out').toHaveLength(2);
});

it('trusts no markup of a drawing', () => {
  const evil =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><a href="javascript:x()"><text>t</text></a><foreignObject/><path d="M0 0" style="x" fill="url(https://e.vil/x)"/></svg>';
  const [svg] = drawing(evil) as Element[];
  expect(svg?.outerHTML, 'only shapes and text survive').toBe(
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"></path></svg>',
  );
  expect(drawing('<p>no</p>'), 'what is no drawing is not drawn').toEqual([]);
});
