import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Bucket } from './range';
import { amountFormat, stepFormat, type Step } from './StepsTable';

interface Props {
  steps: Step[];
  what: 'minutes' | 'mb';
  bucket: Bucket;
}

/** The steps as bars. What it shows stands in the table below it, too, so it is a picture for those who see it. */
export function UsageChart({ steps, what, bucket }: Props) {
  const { t, i18n } = useTranslation();
  const date = stepFormat(bucket, i18n.language);
  const amount = amountFormat(i18n.language);
  const data = steps.map((step) => ({ name: date.format(step.at), amount: step[what] }));
  return (
    <div className="chart" role="img" aria-label={t('usage.chart', { what: t(`usage.${what}`) })}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} accessibilityLayer={false} margin={{ top: 8, right: 0, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--ant-color-border-secondary)" />
          <XAxis dataKey="name" tickLine={false} axisLine={false} minTickGap={24} tick={{ fill: 'var(--ant-color-text-description)', fontSize: 12 }} />
          <YAxis
            width={48}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => amount.format(value)}
            tick={{ fill: 'var(--ant-color-text-description)', fontSize: 12 }}
          />
          <Tooltip
            cursor={{ fill: 'var(--ant-color-fill-tertiary)' }}
            contentStyle={{ background: 'var(--ant-color-bg-elevated)', border: '1px solid var(--ant-color-border-secondary)' }}
            formatter={(value) => [amount.format(Number(value)), t(`usage.${what}`)]}
          />
          <Bar dataKey="amount" fill="var(--ant-color-primary)" radius={[4, 4, 0, 0]} maxBarSize={36} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
