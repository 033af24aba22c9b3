import { useTranslation } from 'react-i18next';
import type { ParcelRow, PieceMark } from '../../bindings/types';
import { TextField } from '../../components/Field';
import { useSaid } from '../../components/said';

type Marks = Record<string, string>;

/** The codes that an order's pieces must carry: one for each kind and piece. */
function wanted(rows: readonly ParcelRow[]) {
  return rows.flatMap((row) =>
    row.lines.flatMap((line, at) =>
      line.marks.flatMap((kind) =>
        Array.from({ length: line.quantity }, (_, piece) => ({
          id: [row.key, at, kind, piece].join(' '),
          line: at,
          kind,
          title: line.title,
          piece: line.quantity > 1 ? piece + 1 : null,
        })),
      ),
    ),
  );
}

/** The codes as they were typed, or null while one is missing. */
export function marksOf(rows: readonly ParcelRow[], typed: Marks): PieceMark[] | null {
  const all = wanted(rows).map(({ id, line, kind }) => ({ line, kind, code: typed[id]?.trim() ?? '' }));
  return all.every((one) => one.code !== '') ? all : null;
}

/** One field for each code; a scanner types into them and ends with Enter. */
export function MarkFields({
  rows,
  marks,
  onType,
}: {
  rows: readonly ParcelRow[];
  marks: Marks;
  onType: (marks: Marks) => void;
}) {
  const { t } = useTranslation();
  const said = useSaid();
  return (
    <div className="mt-3 grid gap-3">
      {wanted(rows).map(({ id, kind, title, piece }) => (
        <TextField
          key={id}
          label={t(piece ? 'orders.mark_of_piece' : 'orders.mark_of', { kind: said(kind), n: piece })}
          hint={title}
          autoComplete="off"
          spellCheck={false}
          value={marks[id] ?? ''}
          onChange={(event) => onType({ ...marks, [id]: event.target.value })}
        />
      ))}
    </div>
  );
}
