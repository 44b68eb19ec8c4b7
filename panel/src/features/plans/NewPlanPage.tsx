import './plans.css';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { PageTitle } from '../../ui/PageTitle';
import { PlanForm } from './PlanForm';

export function NewPlanPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className="plan-form">
      <Link to="/plans" className="back">
        {t('plans.title')}
      </Link>
      <PageTitle title={t('plans.make')} />
      <PlanForm onSaved={({ id }) => void navigate(`/plans/${id}`)} onCancel={() => void navigate('/plans')} />
    </div>
  );
}
