import { useTranslation } from 'react-i18next';
import { useRead } from '../../backend/query';
import type { CategoryPlace, Rating } from '../../bindings/types';
import { Card } from '../../components/Card';
import { useSaid } from '../../components/said';
import { Table, Td, Th, Tr } from '../../components/Table';
import { useFormats } from '../../lib/use-formats';

/** How the marketplace rates the shop, and its places in categories. Nothing where neither is told. */
export function Standing({ account }: { account: number }) {
  const { t } = useTranslation();
  const { data } = useRead('standing_get', { id: account });
  if (!data || (data.ratings.length === 0 && data.places.length === 0)) return null;
  return (
    <Card title={t('standing.title')} flush>
      {data.ratings.length > 0 && <Ratings ratings={data.ratings} />}
      {data.places.length > 0 && <Places places={data.places} />}
    </Card>
  );
}

function Ratings({ ratings }: { ratings: Rating[] }) {
  const { t } = useTranslation();
  const said = useSaid();
  const formats = useFormats();
  return (
    <Table label={t('standing.ratings')}>
      <tbody>
        {ratings.map((rating) => (
          <Tr key={`${rating.place} ${rating.code}`}>
            <Td>
              {rating.name}
              {rating.place && <div className="text-12 text-text-3">{rating.place}</div>}
            </Td>
            <Td right className="font-medium">
              <Value rating={rating} />
            </Td>
            <Td className="text-12 text-text-2">{rating.grade && said(rating.grade)}</Td>
            <Td right className="text-12 text-text-3">
              {formats.date(rating.day, 'short_date')}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Value({ rating: { value, unit } }: { rating: Rating }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  if (value === null) return <span className="font-normal text-text-3">{t('standing.none')}</span>;
  if (unit === 'percent') return formats.percent(value);
  const named = `standing.unit.${unit}`;
  return i18n.exists(named) ? t(named, { value: formats.number(value) }) : formats.number(value);
}

function Places({ places }: { places: CategoryPlace[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table label={t('standing.places')}>
      <thead>
        <tr>
          <Th>{t('standing.category')}</Th>
          <Th right>{t('standing.place')}</Th>
          <Th right>{t('standing.ours')}</Th>
          <Th right>{t('standing.nearest')}</Th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <Tr key={place.category}>
            <Td>
              {place.category}
              <div className="text-12 text-text-3">{formats.date(place.day, 'short_date')}</div>
            </Td>
            <Td right className="font-medium">
              {place.sellers
                ? t('standing.of', {
                    place: formats.number(place.place),
                    sellers: formats.number(place.sellers),
                  })
                : formats.number(place.place)}
            </Td>
            <Td right>{place.ours && formats.money(place.ours, 'auto')}</Td>
            <Td right>{place.nearest && formats.money(place.nearest, 'auto')}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
