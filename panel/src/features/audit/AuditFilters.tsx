import { Button, Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useOrganisation } from '../../api/me';

const OF_CUSTOMERS = ['user', 'api_key', 'workflow', 'job', 'tenant', 'retention', 'subscription', 'charge', 'webhook', 'billing_details'] as const;
const OF_SELLERS = ['user', 'api_key', 'tenant', 'subscription_plan', 'subscription', 'charge', 'reseller', 'branding_configuration', 'webhook', 'billing_details'] as const;

type Name = 'who' | 'what' | 'from' | 'to';

/** Who, what and when; all of it is in the URL. */
export function AuditFilters({ names }: { names: Map<string, string> }) {
  const { t, i18n } = useTranslation();
  const subjects = useOrganisation().data?.kind === 'Customer' ? OF_CUSTOMERS : OF_SELLERS;
  const [search, setSearch] = useSearchParams();
  const set = (name: Name, value: string): void => {
    const next = new URLSearchParams(search);
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    setSearch(next);
  };
  const people = [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  return (
    <Flex gap="small" wrap align="end" className="filters">
      <Labelled text={t('audit.who')}>
        <Select
          aria-label={t('audit.who')}
          showSearch={{ optionFilterProp: 'label' }}
          value={search.get('who') ?? ''}
          onChange={(value) => set('who', value)}
          options={[{ value: '', label: t('audit.everybody') }, ...people]}
          className="preference"
        />
      </Labelled>
      <Labelled text={t('audit.what')}>
        <Select
          aria-label={t('audit.what')}
          value={search.get('what') ?? ''}
          onChange={(value) => set('what', value)}
          options={[
            { value: '', label: t('audit.everything') },
            { value: 'support', label: t('audit.supportOnly') },
            ...subjects.map((value) => ({ value, label: t(`audit.subjects.${value}`) })),
          ]}
          className="preference"
        />
      </Labelled>
      <Day name="from" search={search} set={set} />
      <Day name="to" search={search} set={set} />
      {search.size > 0 && <Button onClick={() => setSearch({})}>{t('audit.reset')}</Button>}
    </Flex>
  );
}

function Labelled({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <div className="labelled">
      <span className="muted" aria-hidden>
        {text}
      </span>
      {children}
    </div>
  );
}

interface DayProps {
  name: 'from' | 'to';
  search: URLSearchParams;
  set: (name: Name, value: string) => void;
}

function Day({ name, search, set }: DayProps) {
  const { t } = useTranslation();
  return (
    <Labelled text={t(`audit.${name}`)}>
      <Input type="date" aria-label={t(`audit.${name}`)} value={search.get(name) ?? ''} onChange={(event) => set(name, event.target.value)} />
    </Labelled>
  );
}
