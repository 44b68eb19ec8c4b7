import { Button, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { ok } from '../../../api/problem';
import { Dialog } from '../../../ui/Dialog';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { required } from '../../../ui/rules';
import { useSubmit } from '../../../ui/useSubmit';
import { useRefreshJobs } from '../queries';
import { chosen, type UploadOptions } from './options';

interface Props {
  workflowId: string;
  options: UploadOptions;
  onClose: () => void;
}

/** Takes the link of a recording, which Sotto fetches as a job. */
export function LinkDialog({ workflowId, options, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ url: string }>();
  // The same link in the same dialog is one job; a corrected one is another request.
  const [keys] = useState(() => new Map<string, string>());
  const refresh = useRefreshJobs();
  const { submit, submitting, problem } = useSubmit(form, async ({ url }: { url: string }) => {
    const link = url.trim();
    const key = keys.get(link) ?? crypto.randomUUID();
    keys.set(link, key);
    const params = { header: { 'Idempotency-Key': key } };
    await ok(api.POST('/api/v1/jobs', { params, body: { url: link, workflow_id: workflowId, ...chosen(options) } }));
    await refresh();
    onClose();
  });
  return (
    <Dialog title={t('link.title')} onClose={onClose}>
      <p className="lead">{t('link.lead')}</p>
      {problem && <ProblemAlert error={problem} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="url" label={t('link.label')} extra={t('link.extra')} rules={[required(t)]}>
          <Input autoFocus inputMode="url" maxLength={2000} placeholder="https://" />
        </Form.Item>
        <Flex gap="small" justify="end">
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={submitting}>
            {t('link.submit')}
          </Button>
        </Flex>
      </Form>
    </Dialog>
  );
}
