import { useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { ok, Problem } from '../../../api/problem';
import { Dialog } from '../../../ui/Dialog';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { required } from '../../../ui/rules';
import { useSubmit } from '../../../ui/useSubmit';
import { languageOptions } from './languages';

interface Values {
  name: string;
  language: string;
}

interface Props {
  /** Whether recordings wait for it. */
  sends: boolean;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** Makes a simple workflow; somebody new changes nothing and goes on. */
export function WorkflowDialog({ sends, onClose, onMade }: Props) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [key] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const { submit, submitting, problem } = useSubmit(form, async (values: Values) => {
    const { id } = await create(values, key);
    await queries.invalidateQueries({ queryKey: ['listWorkflows'] });
    onMade(id);
  });
  const languages = languageOptions(i18n.language);
  return (
    <Dialog title={t('workflow.title')} onClose={onClose}>
      <p className="lead">{t('workflow.lead')}</p>
      {problem && <ProblemAlert error={problem} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={{ name: t('workflow.default'), language: '' }}>
        <Form.Item name="name" label={t('workflow.name')} rules={[required(t)]}>
          <Input maxLength={255} />
        </Form.Item>
        <Form.Item name="language" label={t('workflow.language')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            getPopupContainer={(trigger: HTMLElement) => trigger.closest('dialog') ?? document.body}
            options={[{ value: '', label: t('workflow.detected') }, ...languages]}
          />
        </Form.Item>
        <Flex gap="small" justify="end">
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={submitting}>
            {t(sends ? 'workflow.submitAndSend' : 'workflow.submit')}
          </Button>
        </Flex>
      </Form>
    </Dialog>
  );
}

async function create({ name, language }: Values, key: string) {
  const config = {
    nodes: [
      { id: 'hear', type: 'transcription', config: language === '' ? {} : { language } },
      { id: 'write', type: 'export', config: { formats: ['txt', 'srt', 'vtt', 'json'] } },
    ],
    edges: [{ from: 'hear', to: 'write' }],
  };
  const params = { header: { 'Idempotency-Key': key + language + name.length } };
  try {
    return await ok(api.POST('/api/v1/workflows', { params, body: { name, config } }));
  } catch (e) {
    throw e instanceof Problem ? atField(e) : e;
  }
}

/** The form has a field for what is deep in the graph. */
function atField(problem: Problem): Problem {
  const faults = problem.faults.map((fault) => (fault.pointer.endsWith('/language') ? { ...fault, pointer: '/language' } : fault));
  return new Problem(problem.status, problem.kind, problem.detail, faults, problem.requestId, problem.retryAfter);
}
