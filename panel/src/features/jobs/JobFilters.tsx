import { FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select } from 'antd';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../api/me';
import { usePeople, useWorkflows } from './queries';
import { STATUSES, type useJobFilter } from './useJobFilter';

interface Props {
  filter: ReturnType<typeof useJobFilter>;
  /** Whether to ask for one person's jobs. */
  people: boolean;
}

const TYPING_MS = 300;

/** Search and filters of the list. They are in the address, so that a list can be kept and sent. */
export function JobFilters({ filter: { choices, change, clear, isFiltered }, people }: Props) {
  const { t } = useTranslation();
  const more = [choices.workflow, choices.person, choices.from, choices.to].filter((value) => value !== undefined).length;
  const [open, setOpen] = useState(more > 0 || choices.oldestFirst);
  const region = useId();
  return (
    <search className="job-filters">
      <Flex gap="small" wrap align="center">
        <SearchField value={choices.search} onChange={(search) => change({ search }, true)} />
        <Select
          mode="multiple"
          aria-label={t('jobs.filter')}
          placeholder={t('jobs.filter')}
          value={choices.status}
          onChange={(status) => change({ status })}
          options={STATUSES.map((value) => ({ value, label: t(`jobStatus.${value}`) }))}
          maxTagCount="responsive"
          allowClear
          showSearch={false}
          className="filter-status"
        />
        <Button icon={<FilterOutlined aria-hidden />} aria-expanded={open} aria-controls={region} onClick={() => setOpen(!open)}>
          {more > 0 ? t('jobs.moreCount', { count: more }) : t('jobs.more')}
        </Button>
        {isFiltered && (
          <Button type="text" onClick={clear}>
            {t('jobs.clear')}
          </Button>
        )}
      </Flex>
      <Flex gap="small" wrap id={region} hidden={!open}>
        {open && <More choices={choices} change={change} people={people} />}
      </Flex>
    </search>
  );
}

function More({ choices, change, people }: Pick<Props['filter'], 'choices' | 'change'> & { people: boolean }) {
  const { t } = useTranslation();
  const workflows = useWorkflows().data?.items ?? [];
  const users = usePeople(people).data?.items ?? [];
  return (
    <>
      <Labelled label={t('upload.workflow')}>
        <Select
          aria-label={t('upload.workflow')}
          placeholder={t('jobs.any')}
          value={choices.workflow}
          onChange={(workflow?: string) => change({ workflow })}
          options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="preference"
        />
      </Labelled>
      {people && (
        <Labelled label={t('jobs.person')}>
          <Select
            aria-label={t('jobs.person')}
            placeholder={t('jobs.anyone')}
            value={choices.person}
            onChange={(person?: string) => change({ person })}
            options={users.map((user) => ({ value: user.id, label: nameOf(user) }))}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            className="preference"
          />
        </Labelled>
      )}
      {(['from', 'to'] as const).map((end) => (
        <Labelled key={end} label={t(`jobs.${end}`)}>
          <Input
            type="date"
            aria-label={t(`jobs.${end}`)}
            value={choices[end] ?? ''}
            max="9999-12-31"
            onChange={({ target }) => change({ [end]: target.value }, true)}
          />
        </Labelled>
      ))}
      <Labelled label={t('jobs.sort')}>
        <Select
          aria-label={t('jobs.sort')}
          value={choices.oldestFirst ? 'oldest' : 'newest'}
          onChange={(order) => change({ sort: order === 'oldest' ? order : undefined })}
          options={(['newest', 'oldest'] as const).map((value) => ({ value, label: t(`jobs.${value}`) }))}
          className="preference"
        />
      </Labelled>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="labelled">
      <span className="muted" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}

/** Waits until somebody has stopped typing. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    // The address changed otherwise, such as by the way back.
    setShown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      type="search"
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('jobs.search')}
      placeholder={t('jobs.search')}
      value={typed}
      maxLength={255}
      onChange={({ target }) => setTyped(target.value)}
      className="filter-search"
    />
  );
}
