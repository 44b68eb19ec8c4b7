import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, StopOutlined, SyncOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobStatus } from '../../api/client';

const LOOKS = {
  Queued: { color: 'default', icon: <ClockCircleOutlined /> },
  Processing: { color: 'processing', icon: <SyncOutlined /> },
  Completed: { color: 'success', icon: <CheckCircleOutlined /> },
  Failed: { color: 'error', icon: <CloseCircleOutlined /> },
  Cancelled: { color: 'default', icon: <StopOutlined /> },
} as const;

export function JobStatusTag({ status }: { status: JobStatus }) {
  const { t } = useTranslation();
  return (
    <Tag color={LOOKS[status].color} icon={LOOKS[status].icon} className="status">
      {t(`jobStatus.${status}`)}
    </Tag>
  );
}
