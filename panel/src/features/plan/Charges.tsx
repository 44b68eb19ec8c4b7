import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCharges } from '../../api/charges';
import { ChargesList } from '../../ui/ChargesList';

/** What the own organisation was charged. */
export function Charges() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const charges = useCharges(cursor ? { cursor } : {});
  return (
    <section>
      <h2>{t('charges.title')}</h2>
      <ChargesList page={charges.data} error={charges.error} retry={() => void charges.refetch()} />
    </section>
  );
}
