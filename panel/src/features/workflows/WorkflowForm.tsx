import { App, Button, Checkbox, Form, Input, Select, Switch } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type WorkflowView } from '../../api/client';
import { ok, Problem } from '../../api/problem';
import { Conflict } from '../../ui/Conflict';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { required } from '../../ui/rules';
import { useIdempotencyKey } from '../../ui/useIdempotencyKey';
import { useSubmit } from '../../ui/useSubmit';
import { differences } from './differences';
import { atFields } from './faults';
import { FORMATS } from './graph';
import { useLanguageName, useLanguages } from './languages';
import { changeWorkflow, createWorkflow, useRefreshWorkflows, valuesOf, type WorkflowValues } from './queries';

interface Props {
  workflow?: WorkflowView;
  disabled?: boolean;
  onSaved?: (saved: WorkflowView) => void;
}

/** The settings that a workflow has today, as a short list. */
export function WorkflowForm({ workflow, disabled = false, onSaved }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<WorkflowValues>();
  const keyOf = useIdempotencyKey<WorkflowValues>();
  // What the form was filled from; a save refers to this version.
  const base = useRef(workflow);
  const edited = useRef(false);
  const [newer, setNewer] = useState<WorkflowView | null>(null);
  const refresh = useRefreshWorkflows();
  const name = useLanguageName();
  const languages = useLanguages(workflow ? valuesOf(workflow).language : '');
  const initial: WorkflowValues = workflow
    ? valuesOf(workflow)
    : { name: '', description: '', language: '', formats: ['txt', 'srt', 'vtt', 'json'], is_public: false, is_template: false };
  const { submit, submitting, problem } = useSubmit(form, async (values: WorkflowValues) => {
    try {
      const saved = base.current ? await changeWorkflow(base.current, values) : await createWorkflow(values, keyOf(values));
      base.current = saved;
      edited.current = false;
      setNewer(null);
      await refresh();
      void message.success(t('workflows.saved'));
      onSaved?.(saved);
    } catch (e) {
      if (e instanceof Problem && e.status === 412 && base.current) {
        setNewer(await ok(api.GET('/api/v1/workflows/{id}', { params: { path: { id: base.current.id } } })));
        return;
      }
      throw e instanceof Problem ? atFields(e) : e;
    }
  });
  const show = useCallback(
    (shown: WorkflowView): void => {
      base.current = shown;
      edited.current = false;
      form.setFieldsValue(valuesOf(shown));
    },
    [form],
  );
  // It changed elsewhere, such as by the menu. What somebody is typing stays.
  useEffect(() => {
    if (workflow && !edited.current) {
      show(workflow);
    }
  }, [workflow, show]);
  const mine = (): void => {
    base.current = newer ?? undefined;
    submit(form.getFieldsValue());
  };
  const theirs = (): void => {
    if (newer) {
      show(newer);
      setNewer(null);
      void refresh();
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={disabled}
      initialValues={initial}
      onFinish={submit}
      onValuesChange={() => {
        edited.current = true;
      }}
    >
      {problem && (
        <div className="filters">
          <ProblemAlert error={problem} />
        </div>
      )}
      {newer && (
        <div className="filters">
          <Conflict differences={differences(form.getFieldsValue(), valuesOf(newer), t, name)} onMine={mine} onTheirs={theirs} />
        </div>
      )}
      <Form.Item name="name" label={t('workflows.name')} rules={[required(t)]}>
        <Input maxLength={255} />
      </Form.Item>
      <Form.Item name="description" label={t('workflows.description')}>
        <Input.TextArea maxLength={5000} rows={2} />
      </Form.Item>
      <Form.Item name="language" label={t('workflow.language')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={languages} />
      </Form.Item>
      <Form.Item name="formats" label={t('workflows.formats')} extra={t('workflows.formatsExtra')}>
        <Checkbox.Group options={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))} />
      </Form.Item>
      <Form.Item name="is_public" valuePropName="checked" label={t('workflows.isShared')} extra={t('workflows.isSharedExtra')}>
        <Switch />
      </Form.Item>
      <Form.Item name="is_template" valuePropName="checked" label={t('workflows.isTemplate')} extra={t('workflows.isTemplateExtra')}>
        <Switch />
      </Form.Item>
      {!disabled && (
        <Button type="primary" htmlType="submit" loading={submitting}>
          {t(workflow ? 'workflows.save' : 'workflows.create')}
        </Button>
      )}
    </Form>
  );
}
