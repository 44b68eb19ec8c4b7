import { useTranslation } from 'react-i18next';
import type { PlanFeatures } from '../api/client';
import { size } from './size';

const MB = 1_000_000;
const SWITCHES = ['diarization', 'bgm_separation', 'translation'] as const;

interface Props {
  minutes: number;
  bytes: number;
  people: number | undefined;
  features: PlanFeatures;
}

/** What a plan allows, a line each. */
export function Allowances({ minutes, bytes, people, features }: Props) {
  const { t, i18n } = useTranslation();
  const count = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const list = (names: string[]): string => new Intl.ListFormat(i18n.language).format(names);
  const language = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const switched = (on: boolean): string[] =>
    SWITCHES.filter((name) => (features[name] ?? true) === on).map((name) => t(`allows.${name}`));
  const lines = [
    t('allows.minutes', { amount: count(minutes) }),
    t('allows.storage', { amount: size(bytes, i18n.language) }),
    people !== undefined && t('allows.people', { amount: count(people) }),
    features.max_file_mb !== undefined && t('allows.file', { amount: size(features.max_file_mb * MB, i18n.language) }),
    features.max_retention_days !== undefined && t('allows.days', { amount: count(features.max_retention_days) }),
    features.models ? t('allows.models', { names: list(features.models) }) : t('allows.anyModel'),
    features.languages
      ? t('allows.languages', { names: list(features.languages.map((code) => language.of(code) ?? code)) })
      : t('allows.anyLanguage'),
    switched(true).length > 0 && t('allows.included', { names: list(switched(true)) }),
    switched(false).length > 0 && t('allows.excluded', { names: list(switched(false)) }),
  ];
  return (
    <ul className="allowances">
      {lines.map((line) => line !== false && <li key={line}>{line}</li>)}
    </ul>
  );
}
