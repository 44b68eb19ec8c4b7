import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { jobName } from './jobName';
import { useJobAction } from './queries';

interface Props {
  job: JobView;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks once more: nothing brings a job back. */
export function DeleteDialog({ job, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const remove = useJobAction('remove');
  return (
    <Dialog title={t('remove.title')} onClose={onClose}>
      <p>{t('remove.text', { name: jobName(job) })}</p>
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <Flex gap="small" justify="end">
        <Button autoFocus onClick={onClose}>
          {t('remove.keep')}
        </Button>
        <Button danger type="primary" loading={remove.isPending} onClick={() => remove.mutate(job, { onSuccess: onDeleted })}>
          {t('remove.submit')}
        </Button>
      </Flex>
    </Dialog>
  );
}
