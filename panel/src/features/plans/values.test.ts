import { expect, test } from 'vitest';
import type { PlanView } from '../../api/client';
import { changeOf, madeOf, valuesOf } from './values';

const PLAN = {
  id: 'p',
  name: 'Studio',
  description: 'For studios',
  price_monthly: '29.00',
  price_yearly: '290.00',
  currency: 'EUR',
  storage_quota_mb: 100,
  processing_quota_minutes: 60,
  max_users: 5,
  features: { models: ['base'], translation: true, diarization: false, max_file_mb: 500 },
  limits: { weight: 2 },
  status: 'Published',
} as unknown as PlanView;

test('a plan that nobody changed is sent as it is', () => {
  expect(changeOf(PLAN, valuesOf(PLAN))).toEqual({
    name: 'Studio',
    description: 'For studios',
    price_monthly: '29.00',
    price_yearly: '290.00',
    currency: 'EUR',
    storage_quota_mb: 100,
    processing_quota_minutes: 60,
    max_users: 5,
    features: { models: ['base'], translation: true, diarization: false, max_file_mb: 500 },
    limits: { weight: 2 },
  });
});

test('what is taken away is null in a patch', () => {
  const values = { ...valuesOf(PLAN), description: '', price_yearly: '', models: [], max_file_mb: ' ', switches: ['diarization'], weight: '' };

  expect(changeOf(PLAN, values)).toMatchObject({
    description: null,
    price_yearly: null,
    features: { models: null, max_file_mb: null, diarization: null, bgm_separation: false, translation: false },
    limits: { weight: null },
  });
});

test('a new plan says only what limits something, and a comma is a point', () => {
  const values = { ...valuesOf(), plan_name: ' Small ', price_monthly: '9,50', draft: true, languages: ['de'] };

  expect(madeOf(values)).toEqual({
    name: 'Small',
    price_monthly: '9.50',
    currency: 'EUR',
    processing_quota_minutes: 600,
    storage_quota_mb: 10000,
    max_users: 5,
    features: { languages: ['de'] },
    limits: {},
    status: 'Draft',
  });
});
