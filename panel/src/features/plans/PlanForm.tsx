import { App, Button, Card, Checkbox, Flex, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '../../api/client';
import { useCan } from '../../api/me';
import { atFields } from '../../ui/faults';
import { PLAN_FIELDS, PlanFields } from '../../ui/PlanFields';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { integer } from '../../ui/rules';
import { useIdempotencyKey } from '../../ui/useIdempotencyKey';
import { useSubmit } from '../../ui/useSubmit';
import { changePlan, makePlan, useEngines, useRefreshPlans } from './queries';
import { changeOf, LIMITS, madeOf, NUMBERS, SWITCHES, valuesOf, type FullPlanValues } from './values';

const LANGUAGES = ['ar', 'cs', 'da', 'de', 'en', 'es', 'fi', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'no', 'pl', 'pt', 'ru', 'sv', 'tr', 'uk', 'zh'];

const FIELDS: Record<string, string> = {
  ...PLAN_FIELDS,
  ...Object.fromEntries(['models', 'languages', ...NUMBERS].map((name) => [`/features/${name}`, `/${name}`])),
  ...Object.fromEntries(LIMITS.map((name) => [`/limits/${name}`, `/${name}`])),
};

const NAMES = {
  max_file_mb: 'planForm.file',
  max_retention_days: 'planForm.days',
  requests_per_minute: 'planForm.requests',
  key_requests_per_minute: 'planForm.keyRequests',
  concurrent_jobs: 'planForm.jobs',
  weight: 'planForm.weight',
} as const;

interface Props {
  plan?: PlanView;
  onSaved: (saved: PlanView) => void;
  onCancel: () => void;
}

/** All that a plan says: price, quotas, features and limits. */
export function PlanForm({ plan, onSaved, onCancel }: Props) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<FullPlanValues>();
  const keyOf = useIdempotencyKey<FullPlanValues>();
  const refresh = useRefreshPlans();
  const engines = useEngines(useCan()('listEngines')).data;
  const models = [...new Set((engines?.items ?? []).flatMap((engine) => engine.models))];
  const language = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const { submit, submitting, problem } = useSubmit(form, async (values: FullPlanValues) => {
    try {
      const saved = plan ? await changePlan(plan, changeOf(plan, values)) : await makePlan(madeOf(values), keyOf(values));
      await refresh();
      void message.success(t('plans.saved'));
      onSaved(saved);
    } catch (e) {
      throw atFields(e, FIELDS);
    }
  });
  return (
    <Form<FullPlanValues> form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(plan)} onFinish={submit}>
      <Flex vertical gap="middle">
        {problem && <ProblemAlert error={problem} />}
        {plan && <p className="lead">{t('plans.newVersion')}</p>}
        <Card>
          <PlanFields />
          <Form.Item name="description" label={t('planForm.description')} extra={t('planForm.descriptionExtra')}>
            <Input.TextArea rows={2} maxLength={5000} />
          </Form.Item>
        </Card>
        <Card>
          <h2>{t('planForm.features')}</h2>
          <Form.Item name="switches" label={t('planForm.switches')}>
            <Checkbox.Group options={SWITCHES.map((value) => ({ value, label: t(`allows.${value}`) }))} />
          </Form.Item>
          <div className="form-row">
            <Form.Item name="models" label={t('planForm.models')} extra={t('planForm.modelsExtra')}>
              <Select mode="tags" options={models.map((value) => ({ value, label: value }))} />
            </Form.Item>
            <Form.Item name="languages" label={t('planForm.languages')} extra={t('planForm.languagesExtra')}>
              <Select
                mode="multiple"
                showSearch={{ optionFilterProp: 'label' }}
                options={LANGUAGES.map((value) => ({ value, label: language.of(value) ?? value }))}
              />
            </Form.Item>
          </div>
          <div className="form-row">
            {NUMBERS.map((name) => (
              <Number key={name} name={name} extra={t('planForm.noLimit')} />
            ))}
          </div>
        </Card>
        <Card>
          <details>
            <summary>{t('planForm.limits')}</summary>
            <div className="form-row plan-limits">
              {LIMITS.map((name) => (
                <Number key={name} name={name} extra={name === 'weight' ? t('planForm.weightExtra') : t('planForm.byDefault')} />
              ))}
            </div>
          </details>
        </Card>
        {!plan && (
          <Form.Item name="draft" valuePropName="checked" extra={t('plans.draftExtra')}>
            <Checkbox>{t('plans.draft')}</Checkbox>
          </Form.Item>
        )}
        <Flex gap="small" wrap>
          <Button type="primary" htmlType="submit" loading={submitting}>
            {t(plan ? 'plans.save' : 'plans.makeSubmit')}
          </Button>
          <Button onClick={onCancel}>{t('dialog.cancel')}</Button>
        </Flex>
      </Flex>
    </Form>
  );
}

function Number({ name, extra }: { name: keyof typeof NAMES; extra: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={t(NAMES[name])} extra={extra} rules={[integer(t)]}>
      <Input inputMode="numeric" autoComplete="off" />
    </Form.Item>
  );
}
