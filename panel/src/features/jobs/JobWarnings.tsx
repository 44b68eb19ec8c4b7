import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';

/** What to know about a recording that was accepted all the same. */
export function JobWarnings({ job }: { job: JobView }) {
  const { t } = useTranslation();
  return (
    <Flex gap={4} wrap>
      {job.warnings.map((warning) => (
        <Tag key={warning} color="warning">
          {t(`warning.${warning}`)}
        </Tag>
      ))}
    </Flex>
  );
}
