import { Button, Flex, Form, Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../api/client';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useSubmit } from '../../ui/useSubmit';
import { jobName } from './jobName';
import { rename, useRefreshJobs } from './queries';

interface Props {
  job: JobView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function RenameDialog({ job, opener, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ title: string }>();
  const refresh = useRefreshJobs();
  const { submit, submitting, problem } = useSubmit(form, async ({ title }: { title: string }) => {
    await rename(job, title);
    await refresh();
    onClose();
  });
  return (
    <Dialog title={t('rename.title')} opener={opener} onClose={onClose}>
      {problem && <ProblemAlert error={problem} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ title: jobName(job) }} onFinish={submit}>
        <Form.Item name="title" label={t('rename.label')} extra={t('rename.extra')}>
          <Input autoFocus maxLength={255} onFocus={(event) => event.target.select()} />
        </Form.Item>
        <Flex gap="small" justify="end">
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={submitting}>
            {t('rename.submit')}
          </Button>
        </Flex>
      </Form>
    </Dialog>
  );
}
