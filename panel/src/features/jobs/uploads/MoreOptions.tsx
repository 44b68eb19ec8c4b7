import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { languageOptions } from './languages';
import { useEngines, type UploadOptions } from './options';

interface Props {
  options: UploadOptions;
  onChange: (options: UploadOptions) => void;
  /** What counts where nothing is chosen. */
  placeholder?: string;
  /** Whether a recording is sent, whose channels may be told apart. */
  withRecording?: boolean;
}

/** What is said with the next recordings instead of in their workflow, as far as the plan includes it. */
export function MoreOptions({ options, onChange, placeholder, withRecording = false }: Props) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useEngines(true);
  if (error) {
    return <ProblemAlert error={error} retry={() => void refetch()} />;
  }
  const engines = data?.items ?? [];
  const models = [...new Set(engines.flatMap((engine) => engine.models))];
  const anyLanguage = engines.some(({ languages }) => languages.length === 0);
  const codes = [...new Set(engines.flatMap(({ languages }) => languages))];
  const languages = [{ value: 'auto', label: t('options.detected') }, ...languageOptions(i18n.language, anyLanguage ? undefined : codes)];
  const tasks = [
    { value: 'transcribe' as const, label: t('options.transcribe') },
    ...(engines.some(({ translate }) => translate) ? [{ value: 'translate' as const, label: t('options.translate') }] : []),
  ];
  const priorities = (['high', 'normal', 'low'] as const).map((value) => ({ value, label: t(`options.priorities.${value}`) }));
  const usual: Partial<Record<keyof UploadOptions, string>> = { priority: t('options.priorities.normal'), channels: t('options.mixed') };
  const field = <K extends keyof UploadOptions>(name: K, choices: { value: NonNullable<UploadOptions[K]>; label: string }[]) => (
    <label className="upload-option">
      <span className="muted">{t(`options.${name}`)}</span>
      <Select
        allowClear
        aria-label={t(`options.${name}`)}
        className="preference"
        loading={!data}
        placeholder={usual[name] ?? placeholder ?? t('options.asWorkflow')}
        getPopupContainer={(trigger: HTMLElement) => trigger.closest('dialog') ?? document.body}
        value={options[name] ?? null}
        onChange={(value: UploadOptions[K] | null) => onChange({ ...options, [name]: value ?? undefined })}
        options={choices}
      />
    </label>
  );
  return (
    <Flex gap="middle" wrap className="upload-options" role="group" aria-label={t('options.more')}>
      {field('language', languages as { value: string; label: string }[])}
      {field('task', tasks)}
      {field('model', models.map((value) => ({ value, label: value })))}
      {field('priority', priorities)}
      {withRecording && field('channels', [{ value: 'split', label: t('options.split') }])}
    </Flex>
  );
}
