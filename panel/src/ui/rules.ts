import type { FormRule } from 'antd';
import type { TFunction } from 'i18next';

/** The rules of fields that several forms have. The server has the last word. */
export const required = (t: TFunction): FormRule => ({ required: true, whitespace: true, message: t('fault.required') });

/** How long it has to be stands below the field already, as password.rule. */
export const newPassword = (t: TFunction): FormRule[] => [required(t), { min: 10, message: t('password.tooShort') }];

export const email = (t: TFunction): FormRule[] => [
  required(t),
  { pattern: /^\s*[^\s@]+@[^\s@]+\s*$/, message: t('fault.email') },
];

export const integer = (t: TFunction): FormRule => ({ pattern: /^\s*\d{1,9}\s*$/, message: t('rule.integer') });

export const price = (t: TFunction): FormRule => ({ pattern: /^\s*\d{1,8}([.,]\d{1,4})?\s*$/, message: t('rule.price') });

/** The server takes a point only. */
export const exact = (amount: string): string => amount.trim().replace(',', '.');
