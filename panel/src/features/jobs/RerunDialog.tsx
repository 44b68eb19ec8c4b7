import { Button, Flex, Form } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, type JobView } from '../../api/client';
import { ok } from '../../api/problem';
import { Dialog } from '../../ui/Dialog';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useIdempotencyKey } from '../../ui/useIdempotencyKey';
import { useSubmit } from '../../ui/useSubmit';
import { useRefreshJobs } from './queries';
import { MoreOptions } from './uploads/MoreOptions';
import { chosen, type UploadOptions } from './uploads/options';

interface Props {
  job: JobView;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Makes a new job of the same recording, with other settings. */
export function RerunDialog({ job, opener, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm();
  const [options, setOptions] = useState<UploadOptions>({});
  const keyOf = useIdempotencyKey<UploadOptions>();
  const refresh = useRefreshJobs();
  const { submit, submitting, problem } = useSubmit(form, async () => {
    const params = { path: { id: job.id }, header: { 'Idempotency-Key': keyOf(options) } };
    const made = await ok(api.POST('/api/v1/jobs/{id}/rerun', { params, body: chosen(options) }));
    await refresh();
    onClose();
    void navigate(`/jobs/${made.id}`);
  });
  return (
    <Dialog title={t('rerun.title')} opener={opener} onClose={onClose}>
      <p className="lead">{t('rerun.lead')}</p>
      {problem && <ProblemAlert error={problem} />}
      <Form form={form} layout="vertical" onFinish={submit}>
        <MoreOptions options={options} onChange={setOptions} placeholder={t('rerun.asBefore')} />
        <Flex gap="small" justify="end">
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={submitting}>
            {t('rerun.submit')}
          </Button>
        </Flex>
      </Form>
    </Dialog>
  );
}
