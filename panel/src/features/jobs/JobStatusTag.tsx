import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, StopOutlined, SyncOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '../../api/client';

const ICONS = {
  Queued: <ClockCircleOutlined aria-hidden />,
  Processing: <SyncOutlined aria-hidden />,
  Completed: <CheckCircleOutlined aria-hidden />,
  Failed: <CloseCircleOutlined aria-hidden />,
  Cancelled: <StopOutlined aria-hidden />,
};

/** The status in words, beside a coloured sign: the words stay readable in every theme. */
export function JobStatusTag({ status }: { status: JobStatus }) {
  const { t } = useTranslation();
  return (
    <span className={`status status-${status}`}>
      {ICONS[status]}
      {t(`jobStatus.${status}`)}
    </span>
  );
}
