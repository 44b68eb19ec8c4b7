import { Button, Flex } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { jobName } from './jobName';
import { useJobAction } from './queries';

interface Props {
  job: JobView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks once more: nothing brings a job back. */
export function DeleteDialog({ job, opener, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const remove = useJobAction('remove');
  return (
    <Dialog title={t('remove.title')} opener={opener} onClose={onClose}>
      <p>{t('remove.text', { name: jobName(job) })}</p>
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <Flex gap="small" justify="end">
        <Button autoFocus onClick={onClose}>
          {t('remove.keep')}
        </Button>
        <Button danger loading={remove.isPending} onClick={() => remove.mutate(job, { onSuccess: onDeleted })}>
          {t('remove.submit')}
        </Button>
      </Flex>
    </Dialog>
  );
}
