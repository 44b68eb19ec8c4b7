import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/client';
import { useOrganisation } from '../../api/me';
import { PageTitle } from '../../ui/PageTitle';
import { People } from '../../ui/people/People';

const ROLES = { Customer: ['User', 'Admin'], House: ['ResellerAdmin'], Platform: ['PlatformAdmin'] } satisfies Record<string, Role[]>;

/** The people of the own organisation. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { kind, seats } = useOrganisation().data ?? {};
  return (
    <div>
      <PageTitle title={t(kind === 'Customer' ? 'people.title' : 'team.title')} />
      {kind && <People roles={ROLES[kind]} seats={seats} />}
    </div>
  );
}
