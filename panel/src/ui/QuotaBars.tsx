import { useTranslation } from 'react-i18next';
import type { QuotaView } from '../api/client';
import { Bar } from './Bar';
import { size } from './size';

const MINUTE_MS = 60_000;

/** How much of the plan is used, and set aside for jobs that wait or run. */
export function QuotaBars({ quota }: { quota: QuotaView }) {
  const { t, i18n } = useTranslation();
  const { processing_ms: processing, storage_bytes: storage } = quota;
  const minutes = (ms: number): string => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(ms / MINUTE_MS);
  const bytes = (value: number): string => size(value, i18n.language);
  return (
    <>
      <Bar
        label={t('quota.processing')}
        text={t('quota.minutes', { used: minutes(processing.used + processing.reserved), limit: minutes(processing.limit) })}
        used={processing.used + processing.reserved}
        limit={processing.limit}
      />
      <Bar
        label={t('quota.storage')}
        text={t('quota.of', { used: bytes(storage.used + storage.reserved), limit: bytes(storage.limit) })}
        used={storage.used + storage.reserved}
        limit={storage.limit}
      />
    </>
  );
}
